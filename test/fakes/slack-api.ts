/** A fake of Slack's Web API over HTTP: keeps Slack's limits, remembers what was said, and fails when told to. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { problemsOf } from "../../src/platforms/slack/check.ts";
import { problemsOfView } from "../../src/platforms/slack/check-view.ts";

/** What lets a dialog be opened; each command and click comes with it. */
const trigger = "1.2.3";

type Fields = Readonly<Record<string, unknown>>;

type SlackCall = { readonly method: string; readonly token: string; readonly body: Fields };

/** What happens instead of the next call's answer. */
export type Failure =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: Fields }
  | "cut"
  | { readonly slow: number };

export type ResponseUrl = { readonly url: string; readonly received: readonly Fields[] };

/** From about this many characters of JSON on, Slack refuses blocks. */
const total = 13_200;

const refusal = (message: Fields): string | undefined => {
  if (typeof message.text !== "string" && message.blocks === undefined) return "no_text";
  const problems = problemsOf({ ...message, text: message.text ?? "none" }, total);
  if (problems.length === 0) return undefined;
  if (problems.some((problem) => problem.startsWith("text has"))) return "msg_too_long";
  return problems.every((problem) => problem.includes("of JSON")) ? "msg_blocks_too_long" : "invalid_blocks";
};

export async function startSlackApi({ token = "xoxb-test", joined = ["C1", "D1"], known = ["C2"] } = {}) {
  const calls: SlackCall[] = [];
  const failures = new Map<string, Failure[]>();
  const history = new Map<string, Fields[]>();
  const responseUrls: Fields[][] = [];
  let posted = 0;

  const methods: Readonly<Record<string, (body: Fields) => Fields>> = {
    "auth.test": () => ({ ok: true, team_id: "T1", user_id: "UBOT", bot_id: "BBOT" }),
    "apps.connections.open": () => ({ ok: true, url: socketUrl }),
    "conversations.history": ({ channel, latest }) => ({
      ok: true,
      messages: (history.get(String(channel)) ?? []).filter(({ ts }) => Number(ts) < Number(latest)),
    }),
    "views.open": ({ trigger_id, view }) => {
      if (trigger_id !== trigger) return { ok: false, error: "invalid_trigger_id" };
      const problems = problemsOfView({ ...(typeof view === "object" && view) });
      if (problems.length > 0)
        return { ok: false, error: "invalid_arguments", response_metadata: { messages: problems } };
      return { ok: true, view };
    },
    "chat.postMessage": (body) => {
      const channel = String(body.channel);
      // A person's id stands for the direct message with them.
      if (!joined.includes(channel) && !channel.startsWith("U"))
        return { ok: false, error: known.includes(channel) ? "not_in_channel" : "channel_not_found" };
      const error = refusal(body);
      if (error) return { ok: false, error };
      const ts = `${180 + ++posted}.1`;
      const message = {
        type: "message",
        bot_id: "BBOT",
        user: "UBOT",
        ts,
        text: body.text,
        blocks: body.blocks,
      };
      history.set(channel, [...(history.get(channel) ?? []), message]);
      return { ok: true, channel, ts, message };
    },
  };
  let socketUrl = "ws://127.0.0.1:9/";

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const raw = Buffer.concat(chunks).toString();
    const path = (request.url ?? "").slice(1);
    const [kind = "", name = ""] = path.split("/");
    const send = (status: number, body: Fields, headers: Readonly<Record<string, string>> = {}) => {
      response
        .writeHead(status, { "content-type": "application/json", ...headers })
        .end(JSON.stringify(body));
    };
    const body = fieldsOf(raw, request.headers["content-type"] ?? "");
    if (kind === "api")
      calls.push({ method: name, token: (request.headers.authorization ?? "").replace("Bearer ", ""), body });
    const failure = failures.get(kind === "api" ? name : "response_url")?.shift();
    if (failure === "cut") return void request.socket.destroy();
    if (failure && "slow" in failure) await new Promise((resolve) => setTimeout(resolve, failure.slow));
    else if (failure)
      return send(failure.status, failure.body ?? { ok: false, error: "ratelimited" }, failure.headers);
    if (kind === "response") return send(...respond(responseUrls[Number(name)] ?? [], body));
    if (request.headers.authorization === undefined) return send(200, { ok: false, error: "not_authed" });
    if (!["xapp-test", token].includes(request.headers.authorization.replace("Bearer ", "")))
      return send(200, { ok: false, error: "invalid_auth" });
    send(200, methods[name]?.(body) ?? { ok: false, error: "unknown_method" });
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
  const base = `http://127.0.0.1:${port}`;

  return {
    url: `${base}/api/`,
    server,
    token,
    calls,
    callsTo: (method: string) => calls.filter((call) => call.method === method),
    fail: (method: string, ...them: Failure[]) => {
      failures.set(method, [...(failures.get(method) ?? []), ...them]);
    },
    /** Something that was said in a conversation before. */
    remember: (channel: string, message: Fields) => {
      history.set(channel, [...(history.get(channel) ?? []), message]);
    },
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

/** Calls come as forms whose structured fields are JSON; a `response_url` takes JSON. */
function fieldsOf(raw: string, contentType: string): Fields {
  if (contentType.startsWith("application/json")) return JSON.parse(raw || "{}");
  const fields = Object.entries(Object.fromEntries(new URLSearchParams(raw)));
  return Object.fromEntries(
    fields.map(([name, value]) => [name, /^[[{]/.test(value) && name !== "text" ? JSON.parse(value) : value]),
  );
}
