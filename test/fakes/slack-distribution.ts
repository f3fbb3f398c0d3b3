/** A fake of Slack for an app that many workspaces install: OAuth codes for tokens, and the Web API for each token. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import { startSlackApi } from "./slack-api.ts";

type Fields = Readonly<Record<string, unknown>>;

export const client = { id: "1.2", secret: "a-client-secret" };

type Grant = {
  readonly team?: { readonly id: string; readonly name: string };
  readonly enterprise?: { readonly id: string; readonly name: string };
  readonly token?: string;
  /** Over what Slack would say. */
  readonly more?: Fields;
};

/** A workspace's grant, by its number. */
export const workspace = (number: number): Required<Pick<Grant, "team" | "token">> => ({
  team: { id: `T${number}`, name: `Workspace ${number}` },
  token: `xoxb-of-T${number}`,
});

export async function startSlackDistribution() {
  const api = await startSlackApi();
  const grants = new Map<string, Grant | "used">();
  const tokens = new Set<string>();
  const calls: { readonly method: string; readonly token: string; readonly body: string }[] = [];

  function exchange(form: URLSearchParams): Fields {
    if (form.get("client_id") !== client.id || form.get("client_secret") !== client.secret)
      return { ok: false, error: "bad_client_secret" };
    const code = form.get("code") ?? "";
    const grant = grants.get(code);
    if (grant === undefined) return { ok: false, error: "invalid_code" };
    if (grant === "used") return { ok: false, error: "code_already_used" };
    grants.set(code, "used");
    const token = grant.token ?? `xoxb-of-${code}`;
    tokens.add(token);
    return {
      ok: true,
      access_token: token,
      token_type: "bot",
      scope: "chat:write",
      bot_user_id: `U-${token}`,
      app_id: "A1",
      team: grant.team ?? null,
      enterprise: grant.enterprise ?? null,
      is_enterprise_install: grant.team === undefined,
      authed_user: { id: "U1" },
      ...grant.more,
    };
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString();
    const method = (request.url ?? "").replace("/api/", "");
    const token = (request.headers.authorization ?? "").replace("Bearer ", "");
    calls.push({ method, token, body });
    const send = (fields: Fields) => {
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(fields));
    };
    if (method === "oauth.v2.access") return send(exchange(new URLSearchParams(body)));
    if (token !== "xapp-test" && !tokens.has(token)) return send({ ok: false, error: "account_inactive" });
    if (method === "auth.test") return send({ ok: true, bot_id: `B-${token}`, user_id: `U-${token}` });
    const forwarded = await fetch(api.url + method, {
      method: "POST",
      headers: {
        "content-type": request.headers["content-type"] ?? "",
        authorization: `Bearer ${api.token}`,
      },
      body,
    });
    response.writeHead(forwarded.status, { "content-type": "application/json" }).end(await forwarded.text());
  }

  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // The server listens on TCP, so its address is an object.
  const { port } = server.address() as AddressInfo;
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await api.stop();
  });

  return {
    api,
    url: `http://127.0.0.1:${port}/api/`,
    calls,
    callsTo: (method: string) => calls.filter((call) => call.method === method),
    /** Slack sends somebody back with this code after they agreed. */
    grant: (code: string, grant: Grant) => void grants.set(code, grant),
    revoke: (token: string) => tokens.delete(token),
  };
}

/** A browser as far as an installation needs one: it follows no redirect, keeps cookies, and sends them back. */
export function openBrowser(address: string) {
  const jar = new Map<string, string>();
  return {
    jar,
    async get(path: string) {
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
      const response = await fetch(address + path, {
        redirect: "manual",
        headers: cookie === "" ? {} : { cookie },
      });
      for (const line of response.headers.getSetCookie()) {
        const [name = "", value = ""] = (line.split(";")[0] ?? "").split("=");
        if (/expires=thu, 01 jan 1970/iu.test(line)) jar.delete(name);
        else jar.set(name, value);
      }
      const location = response.headers.get("location");
      return {
        status: response.status,
        headers: response.headers,
        html: await response.text(),
        location: location === null ? undefined : new URL(location),
      };
    },
  };
}

/** Begins an installation and returns its state. */
export async function begin(browser: ReturnType<typeof openBrowser>): Promise<string> {
  const { location } = await browser.get("/slack/install");
  return location?.searchParams.get("state") ?? "";
}

export const redirected = (parameters: Readonly<Record<string, string>>): string =>
  `/slack/oauth_redirect?${new URLSearchParams(parameters)}`;
