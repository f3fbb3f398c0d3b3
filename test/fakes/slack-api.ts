/** A fake of Slack's Web API over HTTP: keeps Slack's limits, remembers what was said, and fails when told to. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createWorkspace, type Workspace } from "./slack-workspace.ts";

type Fields = Readonly<Record<string, unknown>>;

type SlackCall = { readonly method: string; readonly token: string; readonly body: Fields };

/**
 * What happens instead of the next call's answer: another one, or none, where nothing is done (`cut`) or all the same
 * (`lost`). A proxy may answer with a `page` instead. A `slow` call is done and answered after so many milliseconds.
 */
export type Failure =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: Fields }
  | "cut"
  | "lost"
  | { readonly page: string }
  | { readonly slow: number };

export type ResponseUrl = { readonly url: string; readonly received: readonly Fields[] };

export async function startSlackApi({
  token = "xoxb-test",
  ...workspace
}: { readonly token?: string } & Workspace = {}) {
  const calls: SlackCall[] = [];
  const failures = new Map<string, Failure[]>();
  const responseUrls: Fields[][] = [];
  let socketUrl = "ws://127.0.0.1:9/";
  let base = "";
  const { call, receive, refusal, ...inside } = createWorkspace(workspace, () => base);

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    const raw = bytes.toString();
    const path = (request.url ?? "").slice(1);
    const [kind = "", name = ""] = path.split("/");
    const send = (status: number, body: Fields, headers: Readonly<Record<string, string>> = {}) => {
      response
        .writeHead(status, { "content-type": "application/json", ...headers })
        .end(JSON.stringify(body));
    };
    if (kind === "upload") {
      receive(name, await contentOf(bytes, request.headers["content-type"] ?? ""));
      return void response.end("OK");
    }
    const body = fieldsOf(raw, request.headers["content-type"] ?? "");
    if (kind === "api")
      calls.push({ method: name, token: (request.headers.authorization ?? "").replace("Bearer ", ""), body });
    const failure = failures.get(kind === "api" ? name : "response_url")?.shift();
    if (failure === "cut") return void request.socket.destroy();
    if (typeof failure === "object") {
      if ("status" in failure)
        return send(failure.status, failure.body ?? { ok: false, error: "ratelimited" }, failure.headers);
      if ("page" in failure)
        return void response.writeHead(200, { "content-type": "text/html" }).end(failure.page);
      await new Promise((resolve) => setTimeout(resolve, failure.slow));
    }
    if (kind === "response") return send(...respond(responseUrls[Number(name)] ?? [], body));
    if (request.headers.authorization === undefined) return send(200, { ok: false, error: "not_authed" });
    if (!["xapp-test", token].includes(request.headers.authorization.replace("Bearer ", "")))
      return send(200, { ok: false, error: "invalid_auth" });
    const said = name === "apps.connections.open" ? { ok: true, url: socketUrl } : call(name, body);
    if (failure === "lost") return void request.socket.destroy();
    send(200, said);
  }

  /** Takes five messages, as Slack does. */
  function respond(received: Fields[], body: Fields): readonly [status: number, body: Fields] {
    if (received.length >= 5) return [404, { ok: false, error: "used_url" }];
    received.push(body);
    const error = body.delete_original === true ? undefined : refusal(body);
    return [200, error ? { ok: false, error } : { ok: true }];
  }

  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // The server listens on TCP, so its address is an object.
  const { port } = server.address() as AddressInfo;
  base = `http://127.0.0.1:${port}`;

  return {
    url: `${base}/api/`,
    server,
    token,
    calls,
    callsTo: (method: string) => calls.filter((call) => call.method === method),
    fail: (method: string, ...them: Failure[]) => {
      failures.set(method, [...(failures.get(method) ?? []), ...them]);
    },
    ...inside,
    setSocketUrl: (url: string) => {
      socketUrl = url;
    },
    responseUrl: (): ResponseUrl => {
      const received: Fields[] = [];
      responseUrls.push(received);
      return { url: `${base}/response/${responseUrls.length - 1}`, received };
    },
    stop: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

export type SlackApi = Awaited<ReturnType<typeof startSlackApi>>;

/** What an upload holds: the file's bytes in a form. */
async function contentOf(bytes: Buffer, contentType: string): Promise<string> {
  const form = await new Response(bytes, { headers: { "content-type": contentType } }).formData();
  return new TextDecoder().decode(await (form.get("body") as File).arrayBuffer());
}

/** Calls come as forms whose structured fields are JSON; a `response_url` takes JSON. */
function fieldsOf(raw: string, contentType: string): Fields {
  if (contentType.startsWith("application/json")) return JSON.parse(raw || "{}");
  const fields = Object.entries(Object.fromEntries(new URLSearchParams(raw)));
  return Object.fromEntries(
    fields.map(([name, value]) => [name, /^[[{]/.test(value) && name !== "text" ? JSON.parse(value) : value]),
  );
}
