/** A stand-in for Microsoft's side of Teams: published keys, signed tokens, and a connector that takes replies. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from "jose";
import type { TeamsAuth } from "../../src/platforms/teams/adapter.ts";

export const appId = "3f2b8a54-6c1d-4e0f-9a77-0d5c1b2e4f60";
export const tenantId = "72f988bf-0000-41af-91ab-2d7cd011db47";
export const issuer = "https://api.botframework.com";

/** What the bot sent to the connector. */
export type Sent = {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly contentType: string | undefined;
  readonly activity: SentActivity;
};

type SentActivity = {
  readonly type: string;
  readonly text?: string;
  readonly textFormat?: string;
  readonly summary?: string;
  readonly replyToId?: string;
  readonly entities?: readonly unknown[];
  readonly attachments?: readonly { readonly contentType: string; readonly content: unknown }[];
};

/** `channel` is endorsed for Teams, `elsewhere` for another channel, `forged` claims to be `channel` but was never published. */
type Signer = "channel" | "elsewhere" | "forged";

export type TokenParts = {
  readonly signer?: Signer;
  readonly kid?: string;
  readonly claims?: JWTPayload;
  /** Seconds from now. */
  readonly expires?: number;
};

export type BotFramework = {
  readonly auth: TeamsAuth;
  readonly serviceUrl: string;
  /** What the connector took. */
  readonly sent: readonly Sent[];
  /** How many requests the connector got, taken or not. */
  readonly attempts: () => number;
  readonly token: (parts?: TokenParts) => Promise<string>;
  /** A connector that takes less, or a key service that is down. */
  readonly behave: (behaviour: Partial<Behaviour>) => void;
  readonly stop: () => Promise<void>;
};

/**
 * What the connector does with one message in place of taking it: answers with a status or a proxy’s page, says
 * nothing, cuts the connection, or takes it and cuts the connection then.
 */
export type Trouble =
  | { readonly status: number; readonly code?: string; readonly headers?: Readonly<Record<string, string>> }
  | "slow"
  | "page"
  | "cut"
  | "taken, then cut";

type Behaviour = {
  /** The largest message taken, in bytes of UTF-16. */
  readonly takes: number;
  readonly keysAvailable: boolean;
  /** Whether a posted message may be replaced. */
  readonly replaces: boolean;
  /** What befalls the next messages, one each. */
  readonly troubles: readonly Trouble[];
  /** Who is a member of every conversation. */
  readonly members: readonly string[];
};

const usual: Behaviour = {
  takes: 28 * 1024,
  keysAvailable: true,
  replaces: true,
  troubles: [],
  members: [],
};

/** The addresses of the fake at `origin`, as the server is told of them. */
export const authOf = (origin: string): TeamsAuth => ({
  endpoints: {
    ToBotFromChannelOpenIdMetadataUrl: `${origin}/openid`,
    ToBotFromChannelTokenIssuer: issuer,
    ToBotFromEmulatorOpenIdMetadataUrl: `${origin}/openid`,
    ToChannelFromBotLoginUrl: `${origin}/login`,
    ToChannelFromBotOAuthScope: issuer,
    OAuthUrl: `${origin}/oauth`,
    CallerId: "urn:botframework:azure",
  },
  serviceOrigins: [origin],
  credentials: {
    isValidAppId: async (id) => id === appId,
    isAuthenticationDisabled: async () => false,
    createCredentials: async () => ({
      async signRequest(request) {
        request.headers.set("authorization", "Bearer token-of-the-bot");
        return request;
      },
    }),
  },
});

/** A message to the bot from one person, as the connector at `serviceUrl` delivers it. */
export const messageActivity = (serviceUrl: string, changes: Readonly<Record<string, unknown>> = {}) => ({
  type: "message",
  id: "activity-1",
  channelId: "msteams",
  serviceUrl,
  from: { id: "29:ann", name: "Ann Ops", aadObjectId: "f0f0" },
  recipient: { id: `28:${appId}`, name: "Mesh" },
  conversation: { conversationType: "personal", tenantId, id: "a:personal" },
  channelData: { tenant: { id: tenantId } },
  text: "compare istio linkerd",
  ...changes,
});

/** What is sent is kept, unless `keep` does something else with it. */
export async function startBotFramework(keep?: (it: Sent) => void): Promise<BotFramework> {
  let behaviour = usual;
  let troubles: Trouble[] = [];
  let attempts = 0;
  let taken = 0;
  const sent: Sent[] = [];
  const keepIt = keep ?? ((it: Sent) => void sent.push(it));
  const keys = {
    channel: await signingKey("teams-key", ["msteams", "skype"]),
    elsewhere: await signingKey("webchat-key", ["webchat"]),
    forged: await signingKey("teams-key", ["msteams"]),
  };

  const server = createServer(async (request, response) => {
    const path = request.url ?? "";
    if (path === "/openid") {
      if (!behaviour.keysAvailable) return answer(response, 503, {});
      return answer(response, 200, {
        issuer,
        jwks_uri: `${origin}/keys`,
        id_token_signing_alg_values_supported: ["RS256"],
      });
    }
    if (path === "/keys") return answer(response, 200, { keys: [keys.channel.jwk, keys.elsewhere.jwk] });

    attempts++;
    const method = request.method ?? "";
    if (method === "GET") return answerMember(response, path, behaviour.members);
    const body = await bodyOf(request);
    const take = () => {
      taken++;
      const { authorization, "content-type": contentType } = request.headers;
      keepIt({ method, path, authorization, contentType, activity: JSON.parse(body) });
    };
    const trouble = troubles.shift();
    if (trouble === "taken, then cut") take();
    if (trouble === "cut" || trouble === "taken, then cut") return void request.socket.destroy();
    if (trouble === "slow") return;
    if (trouble === "page")
      return void response.writeHead(200, { "content-type": "text/html" }).end("<html>Guest network</html>");
    if (trouble) {
      const { status, code = "Trouble", headers = {} } = trouble;
      return answer(response, status, { error: { code, message: "Something about it." } }, headers);
    }
    if (body.length * 2 > behaviour.takes)
      return answer(response, 413, {
        error: { code: "MessageSizeTooBig", message: "Message size too large." },
      });
    if (method === "PUT" && !behaviour.replaces)
      return answer(response, 404, { error: { code: "ActivityNotFound" } });
    take();
    return answer(response, 200, { id: `sent-${taken}` });
  });
  const origin = await new Promise<string>((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve(`http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`);
    });
  });
  const serviceUrl = `${origin}/amer/`;

  return {
    serviceUrl,
    sent,
    attempts: () => attempts,
    auth: authOf(origin),
    token({ signer = "channel", kid, claims = {}, expires = 600 } = {}) {
      const now = Math.floor(Date.now() / 1000);
      return new SignJWT({ iss: issuer, aud: appId, serviceurl: serviceUrl, nbf: now - 3600, ...claims })
        .setProtectedHeader({ alg: "RS256", typ: "JWT", kid: kid ?? keys[signer].jwk.kid })
        .setExpirationTime(now + expires)
        .sign(keys[signer].privateKey);
    },
    behave(change) {
      behaviour = { ...usual, ...change };
      troubles = [...behaviour.troubles];
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function signingKey(kid: string, endorsements: readonly string[]) {
  const { publicKey, privateKey } = await generateKeyPair("RS256", { extractable: true });
  return { privateKey, jwk: { ...(await exportJWK(publicKey)), kid, use: "sig", endorsements } };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString() || "{}";
}

function answer(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
}

function answerMember(response: ServerResponse, path: string, members: readonly string[]): void {
  const id = decodeURIComponent(path.split("/members/")[1] ?? "");
  if (members.includes(id)) answer(response, 200, { id: `29:${id}`, aadObjectId: id, name: "Somebody" });
  else answer(response, 404, { error: { code: "MemberNotFoundInConversation", message: "No such member." } });
}
