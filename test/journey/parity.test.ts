import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type App, startApp } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import { createLog } from "../../src/log.ts";
import {
  appId,
  type BotFramework,
  messageActivity,
  startBotFramework,
  tenantId,
} from "../fakes/bot-framework.ts";
import { type SlackApi, startSlackApi } from "../fakes/slack-api.ts";
import {
  botId,
  botUserId,
  directMessage,
  eventRequest,
  mention,
  type SlackRequest,
  signingSecret,
  slashRequest,
} from "../fakes/slack-request.ts";
import { ask, clock } from "../mesh-bot.ts";
import { shownBy } from "../platforms/slack/shown.ts";
import { textsIn } from "../platforms/teams/adaptive-card-check.ts";

let framework: BotFramework;
let slack: SlackApi;
let app: App;
const lines: string[] = [];

beforeAll(async () => {
  framework = await startBotFramework();
  slack = await startSlackApi();
  const config = readConfig({
    PORT: "0",
    HOST: "127.0.0.1",
    SLACK_BOT_TOKEN: slack.token,
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_BOT_ID: botId,
    SLACK_BOT_USER_ID: botUserId,
    SLACK_API_URL: slack.url,
    TEAMS_APP_ID: appId,
    TEAMS_APP_PASSWORD: "a-client-secret",
    TEAMS_TENANT_ID: tenantId,
  });
  const log = createLog("trace", { write: (line: string) => void lines.push(line) });
  app = await startApp(config, log, { clock, outside: { teamsAuth: framework.auth } });
});
afterAll(async () => {
  await app.stop();
  await slack.stop();
  await framework.stop();
});

const deliver = ({ body, headers }: SlackRequest) =>
  fetch(`${app.address}/slack/events`, { method: "POST", body, headers });

async function bySlash(text: string): Promise<string> {
  const answer: { blocks: unknown } = JSON.parse(await (await deliver(slashRequest(text))).text());
  return shownBy(answer.blocks);
}

async function posted(request: SlackRequest): Promise<string> {
  const before = slack.calls.length;
  expect((await deliver(request)).status).toBe(200);
  const post = () => slack.calls.slice(before).find(({ method }) => method === "chat.postMessage");
  await expect.poll(post).toBeDefined();
  return shownBy(post()?.body.blocks);
}

async function byTeams(text: string): Promise<string> {
  const before = framework.sent.length;
  const response = await fetch(`${app.address}/api/messages`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${await framework.token()}` },
    body: JSON.stringify(
      messageActivity(framework.serviceUrl, {
        id: `activity-${before}`,
        from: { id: "29:ann", name: "Ann" },
        text,
      }),
    ),
  });
  expect(response.status).toBe(200);
  return textsIn(framework.sent.at(-1)?.activity.attachments?.[0]?.content).join("\n");
}

/** Grades, values and names: what must be the same wherever it is asked. */
async function factsOf(text: string): Promise<readonly string[]> {
  const { card } = await ask(text);
  const cells = card.blocks.flatMap((block) => (block.type === "table" ? block.rows.flat() : []));
  return [
    card.title,
    ...cells
      .flatMap(({ text: said }) =>
        typeof said === "string" ? [said] : said.map((run) => run.text.replace(/^[.;]\s*/u, "").trim()),
      )
      .filter((it) => it !== ""),
  ];
}

describe("one question", () => {
  it.each([
    "compare istio linkerd",
    "does linkerd support rate limiting?",
    "which mesh fits a small team?",
    "show kuma",
  ])("“%s” carries the same facts in Slack, Teams and the terminal", async (text) => {
    const facts = await factsOf(text);
    expect(facts.length).toBeGreaterThan(0);
    const surfaces = {
      slash: await bySlash(text),
      mention: await posted(eventRequest(mention(`<@${botUserId}> ${text}`))),
      direct: await posted(eventRequest(directMessage(text))),
      teams: await byTeams(text),
    };
    for (const [name, shown] of Object.entries(surfaces))
      expect(
        facts.filter((fact) => !shown.includes(fact)),
        name,
      ).toEqual([]);
  });
});

describe("the log of all this", () => {
  it("has one line a reply and no secret", () => {
    const replies = lines
      .map((line): Record<string, unknown> => JSON.parse(line))
      .filter(({ outcome }) => outcome !== undefined);
    expect(replies.length).toBeGreaterThanOrEqual(16);
    for (const reply of replies)
      expect(Object.keys(reply).sort()).toEqual([
        "ask",
        "command",
        "level",
        "ms",
        "outcome",
        "platform",
        "time",
      ]);
    const all = lines.join("");
    for (const secret of [slack.token, signingSecret, "a-client-secret", "compare istio", "small team"])
      expect(all).not.toContain(secret);
  });
});
