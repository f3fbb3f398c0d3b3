/** Sends broken requests to the real server, with Slack and Microsoft played by fakes, and looks at every answer. */
import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import { pino } from "pino";
import { startApp } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import { problemsOf } from "../../src/platforms/slack/check.ts";
import { appId, startBotFramework, tenantId } from "../fakes/bot-framework.ts";
import { botId, botUserId, signingSecret } from "../fakes/slack-request.ts";
import { type Body, slackBody, teamsBody } from "./bodies.ts";
import type { Finding } from "./bot.ts";
import { type Answer, type Connection, openConnection, requestOf } from "./connection.ts";
import type { Random } from "./random.ts";

export async function fuzzServer(
  random: Random,
  bodies: number,
  { most = 20, progress = () => {} }: { most?: number; progress?: (done: number) => void } = {},
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  const outside = await openOutside();
  const errors: string[] = [];
  const log = pino({ level: "error" }, { write: (line: string) => void errors.push(line) });
  const config = readConfig({
    HOST: "127.0.0.1",
    PORT: "0",
    SLACK_BOT_TOKEN: "xoxb-test",
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_BOT_ID: botId,
    SLACK_BOT_USER_ID: botUserId,
    SLACK_API_URL: `${outside.address}/api/`,
    TEAMS_APP_ID: appId,
    TEAMS_APP_PASSWORD: "unused",
    TEAMS_TENANT_ID: tenantId,
  });
  const app = await startApp(config, log, { outside: { teamsAuth: outside.microsoft.auth } });
  const port = Number(new URL(app.address).port);
  const uncaught = (error: unknown) => void findings.push(thrown("nobody caught it", error));
  process.on("uncaughtException", uncaught);
  process.on("unhandledRejection", uncaught);

  async function send({ bytes, contentType }: Body, path: string, headers: Record<string, string>) {
    const input = `${path} ${contentType} ${bytes.toString("latin1").slice(0, 2_000)}`;
    errors.length = 0;
    let connection: Connection | undefined;
    try {
      connection = await openConnection(port);
      const answer = await connection.send(
        requestOf(path, bytes, { ...headers, "content-type": contentType }),
      );
      const wrong = wrongWithAnswer(answer, path);
      if (wrong !== undefined) findings.push({ input, wrong: [wrong, ...errors.slice(0, 3)] });
    } catch (error) {
      findings.push(thrown(input, error));
    } finally {
      connection?.close();
    }
  }

  try {
    for (let at = 0; at < bodies && findings.length < most; at++) {
      if (random.chance(0.5)) {
        const body = slackBody(random, `${outside.address}/response`);
        await send(body, "/slack/events", signatureOf(body.bytes, random));
      } else {
        const body = teamsBody(random, outside.activity);
        await send(body, "/api/messages", { authorization: await outside.authorization(random) });
      }
      if (at % 10_000 === 9_999) progress(at + 1);
    }
    if ("polluted" in {} || "a" in {})
      findings.push({ input: "all", wrong: ["every object has a new property"] });
  } finally {
    process.off("uncaughtException", uncaught);
    process.off("unhandledRejection", uncaught);
    await app.stop();
    await outside.stop();
  }
  return findings;
}

/** A sentence; undefined where an answer is as it should be. */
function wrongWithAnswer({ status, body }: Answer, path: string): string | undefined {
  // Teams is told so of an invoke that this bot does not know.
  const unknown = path === "/api/messages" && status === 501;
  if (status >= 500 && !unknown) return `answered ${status}: ${body.slice(0, 200)}`;
  if (body === "") return undefined;
  let said: unknown;
  try {
    said = JSON.parse(body);
  } catch {
    return `answered ${status} with what is no JSON: ${body.slice(0, 200)}`;
  }
  if (path !== "/slack/events" || status !== 200 || typeof said !== "object" || said === null)
    return undefined;
  const problems = "blocks" in said ? problemsOf(said) : [];
  return problems.length > 0 ? `Slack would refuse the answer: ${problems.join("; ")}` : undefined;
}

/** Nearly all are signed as they should be, else nothing but the signature would be tried. */
function signatureOf(body: Buffer, random: Random): Record<string, string> {
  const timestamp = String(Math.floor(Date.now() / 1000) - (random.chance(0.02) ? random.below(1e6) : 0));
  const signature = createHmac("sha256", signingSecret).update(`v0:${timestamp}:`).update(body).digest("hex");
  return {
    "x-slack-request-timestamp": random.chance(0.01) ? "soon" : timestamp,
    "x-slack-signature": `v0=${random.chance(0.01) ? signature.slice(2) : signature}`,
    ...(random.chance(0.1) && { "x-slack-retry-num": String(random.below(9) - 1) }),
  };
}

const thrown = (input: string, error: unknown): Finding => ({
  input,
  wrong: [error instanceof Error ? (error.stack ?? error.message).slice(0, 600) : String(error)],
});

/** Slack's API and response addresses, which take everything, and Microsoft's keys, tokens and connector. */
async function openOutside() {
  const microsoft = await startBotFramework();
  const server = createServer((request, response) => {
    request.resume();
    request.on("end", () =>
      response
        .writeHead(200, { "content-type": "application/json" })
        .end('{"ok":true,"ts":"1.2","messages":[]}'),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const at = server.address();
  const tokens = [
    await microsoft.token({ expires: 24 * 60 * 60 }),
    await microsoft.token({ signer: "forged" }),
    await microsoft.token({ claims: { aud: "another" } }),
  ];
  return {
    microsoft,
    address: `http://127.0.0.1:${typeof at === "object" ? at?.port : ""}`,
    activity: {
      type: "message",
      id: "1",
      channelId: "msteams",
      serviceUrl: microsoft.serviceUrl,
      from: { id: "29:ann", name: "Ann", aadObjectId: "ann" },
      recipient: { id: `28:${appId}`, name: "Mesh" },
      conversation: { id: "a:1", conversationType: "personal", tenantId },
      channelData: { tenant: { id: tenantId } },
      text: "",
    },
    async authorization(random: Random) {
      const token = random.chance(0.9) ? tokens[0] : random.pick(tokens);
      return random.chance(0.97)
        ? `Bearer ${token}`
        : random.pick(["", "Bearer", "Basic x", `Bearer ${token}.x`]);
    },
    async stop() {
      await microsoft.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
