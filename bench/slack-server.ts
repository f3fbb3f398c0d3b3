/** A server for Slack's commands, of the kind named: the product, or one that always says the same. */
import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";
import { App, ExpressReceiver, HTTPReceiver, type Receiver } from "@slack/bolt";
import { startApp } from "../src/app.ts";
import { readConfig } from "../src/config.ts";
import { createLog, unhurried } from "../src/log.ts";
import { createReceiver } from "../src/platforms/slack/hearing/receiver.ts";
import { createServer as createShared } from "../src/server/server.ts";
import { alwaysReady } from "../test/server/ready.ts";
import { slackAnswer } from "./answer.ts";
import { portOf, serving } from "./child.ts";

const secret = "a-signing-secret";
const log = createLog("info", unhurried("/dev/null"));
const identity = { botToken: "xoxb-1", botId: "B1", botUserId: "U0" };

/** Checks the signature and sends a constant: what no bot can outdo. */
async function bare(): Promise<number> {
  const answer = Buffer.from(JSON.stringify(await slackAnswer()));
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks);
      const signed = `v0:${request.headers["x-slack-request-timestamp"]}:`;
      const expected = Buffer.from(
        `v0=${createHmac("sha256", secret).update(signed).update(body).digest("hex")}`,
      );
      const given = Buffer.from(String(request.headers["x-slack-signature"]));
      const genuine = given.length === expected.length && timingSafeEqual(given, expected);
      response
        .writeHead(genuine ? 200 : 401, {
          "content-type": "application/json; charset=utf-8",
          "content-length": answer.length,
        })
        .end(answer);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return portOf(server);
}

/** Bolt with a listener that acknowledges with a constant. */
async function bolt(receiver: Receiver, more: { readonly convoStore?: false } = {}): Promise<App> {
  const answer = await slackAnswer();
  const app = new App({ receiver, authorize: async () => identity, ...more });
  app.command("/mesh", ({ ack }) => ack(answer));
  return app;
}

async function own(): Promise<number> {
  const server = createShared(log, alwaysReady);
  await bolt(createReceiver({ server, secret, log }), { convoStore: false });
  return Number(new URL(await server.listen({ host: "127.0.0.1", port: 0 })).port);
}

async function product(): Promise<number> {
  const config = readConfig({
    HOST: "127.0.0.1",
    PORT: "0",
    SLACK_BOT_TOKEN: identity.botToken,
    SLACK_SIGNING_SECRET: secret,
    SLACK_BOT_ID: identity.botId,
    SLACK_BOT_USER_ID: identity.botUserId,
    ...(process.argv[3] !== undefined && { SLACK_API_URL: process.argv[3] }),
    RATE_LIMIT_PERSON: "0",
    RATE_LIMIT_CHANNEL: "0",
  });
  return Number(new URL((await startApp(config, log)).address).port);
}

const kinds: Readonly<Record<string, () => Promise<number>>> = {
  bare,
  "bolt-http": async () =>
    portOf((await (await bolt(new HTTPReceiver({ signingSecret: secret }))).start(0)) as never),
  "bolt-express": async () =>
    portOf((await (await bolt(new ExpressReceiver({ signingSecret: secret }))).start(0)) as never),
  own,
  product,
};

const kind = kinds[process.argv[2] ?? ""];
if (!kind) throw new Error(`name one of ${Object.keys(kinds).join(", ")}`);
serving(await kind());
