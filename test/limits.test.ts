import { fastify } from "fastify";
import { pino } from "pino";
import { describe, expect, it, onTestFinished } from "vitest";
import { startApp } from "../src/app.ts";
import type { Bot } from "../src/bot/ask.ts";
import { withLimits } from "../src/bot/limits.ts";
import { readConfig } from "../src/config.ts";
import { connectSlack } from "../src/platforms/slack/slack.ts";
import { appId, messageActivity, startBotFramework, tenantId } from "./fakes/bot-framework.ts";
import { startSlackApi } from "./fakes/slack-api.ts";
import {
  botId,
  botUserId,
  eventRequest,
  mention,
  type SlackRequest,
  signingSecret,
  slashRequest,
} from "./fakes/slack-request.ts";

const silent = pino({ level: "silent" });
let time = new Date("2026-11-23T12:00:00Z");
const clock = { now: () => time };
const later = (seconds: number) => {
  time = new Date(time.getTime() + seconds * 1_000);
};

/** The whole app, asked as Slack and Teams ask. */
async function start(limits: Readonly<Record<string, string>>) {
  const [slack, microsoft] = [await startSlackApi(), await startBotFramework()];
  const config = readConfig({
    HOST: "127.0.0.1",
    PORT: "0",
    SLACK_BOT_TOKEN: slack.token,
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_BOT_ID: botId,
    SLACK_BOT_USER_ID: botUserId,
    SLACK_API_URL: slack.url,
    TEAMS_APP_ID: appId,
    TEAMS_APP_PASSWORD: "unused",
    TEAMS_TENANT_ID: tenantId,
    ...limits,
  });
  const app = await startApp(config, silent, { clock, outside: { teamsAuth: microsoft.auth } });
  onTestFinished(async () => {
    await app.stop();
    await Promise.all([slack.stop(), microsoft.stop()]);
  });
  const deliver = async ({ body, headers }: SlackRequest) =>
    (await fetch(`${app.address}/slack/events`, { method: "POST", body, headers })).text();
  return {
    app,
    slack,
    slash: (text: string, user = "U1", channel = "C1") => deliver(slashRequest(text, { user, channel })),
    mention: (text: string) => deliver(eventRequest(mention(`<@${botUserId}> ${text}`))),
    async teams(text: string, person = "ann") {
      const response = await fetch(`${app.address}/api/messages`, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          authorization: `Bearer ${await microsoft.token()}`,
        },
        body: JSON.stringify(
          messageActivity(microsoft.serviceUrl, {
            from: { id: `29:${person}`, name: person, aadObjectId: person },
            conversation: { id: `a:${person}`, conversationType: "personal", tenantId },
            text,
          }),
        ),
      });
      expect(response.status).toBe(200);
      return JSON.stringify(microsoft.sent.at(-1)?.activity);
    },
  };
}

describe("who asks too much", () => {
  it("in Slack is told when to try again, in private, and nobody else is kept waiting", async () => {
    const { slash } = await start({ RATE_LIMIT_PERSON: "2" });
    await slash("show istio");
    await slash("show kuma");
    const third = await slash("show consul");
    expect(third).toContain("Too many questions at once");
    expect(third).toContain("Try again in 30 seconds.");
    expect(JSON.parse(third)).toMatchObject({ response_type: "ephemeral" });
    expect(third).not.toContain("Share in channel");
    expect(await slash("show consul", "U2")).toContain("Consul");
    later(30);
    expect(await slash("show consul")).toContain("Consul");
  });

  it("by mention is told where nobody else reads it", async () => {
    const { slack, mention } = await start({ RATE_LIMIT_PERSON: "1" });
    await mention("show istio");
    await mention("show kuma");
    const whispered = () => slack.calls.filter(({ method }) => method === "chat.postEphemeral");
    await expect.poll(() => JSON.stringify(whispered())).toContain("Too many questions at once");
  });

  it("in Teams is told when to try again", async () => {
    const { teams } = await start({ RATE_LIMIT_PERSON: "1" });
    expect(await teams("show istio")).toContain("Istio");
    expect(await teams("show istio")).toContain("Try again in 60 seconds.");
    expect(await teams("show istio", "ben")).not.toContain("Try again");
  });

  it("as a channel is told so, and other channels are answered", async () => {
    const { slash } = await start({ RATE_LIMIT_CHANNEL: "2" });
    await slash("show istio", "U1");
    await slash("show istio", "U2");
    expect(await slash("show istio", "U3")).toContain("This channel asks faster");
    expect(await slash("show istio", "U3", "C2")).not.toContain("asks faster");
    expect(await slash("show istio", "U4", "D1")).not.toContain("asks faster");
  });

  it("may ask without end where the limits are 0", async () => {
    const { slash } = await start({ RATE_LIMIT_PERSON: "0", RATE_LIMIT_CHANNEL: "0" });
    for (let asked = 0; asked < 400; asked++)
      expect(await slash("linkerd")).not.toContain("Too many questions");
  });
});

describe("a rush", () => {
  const slow = () => {
    let release = () => {};
    let asked = 0;
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const card = { title: "At last", banners: [], blocks: [] };
    const bot: Bot = {
      async reply() {
        asked++;
        await gate;
        return { command: "slow", outcome: "answered", answer: null, card };
      },
    };
    return { bot, release: () => release(), underWay: () => asked };
  };

  async function edge(bot: Bot, late: () => number) {
    const server = fastify();
    const limits = { perPerson: 0, perChannel: 0, underWay: 2 };
    const slack = await startSlackApi();
    const connection = connectSlack({
      bot: withLimits(bot, { limits, now: () => 0, late }),
      log: silent,
      server,
      config: { botToken: slack.token, signingSecret, botId, botUserId, apiUrl: slack.url },
    });
    const address = await server.listen({ host: "127.0.0.1", port: 0 });
    onTestFinished(async () => {
      await connection.stop();
      await server.close();
      await slack.stop();
    });
    return async (text: string) => {
      const { body, headers } = slashRequest(text);
      return (await fetch(`${address}/slack/events`, { method: "POST", body, headers })).text();
    };
  }

  it("of more answers than may be under way is put off at once, and the others are answered", async () => {
    const { bot, release, underWay } = slow();
    const say = await edge(bot, () => 0);
    const [first, second] = [say("one"), say("two")];
    await expect.poll(underWay).toBe(2);
    expect(await say("three")).toContain("I am busy just now");
    release();
    expect(await first).toContain("At last");
    expect(await second).toContain("At last");
    expect(await say("four")).toContain("At last");
  });

  it("that makes the process late is put off until it has caught up", async () => {
    const { bot, release } = slow();
    release();
    let late = 1_500;
    const say = await edge(bot, () => late);
    expect(await say("one")).toContain("I am busy just now");
    late = 20;
    expect(await say("one")).toContain("At last");
  });
});
