/** A Slack connection between a hand-written bot, a real HTTP server and a fake of Slack. */
import { fastify } from "fastify";
import { pino } from "pino";
import { onTestFinished } from "vitest";
import type { Ask, Bot, Reply } from "../../../src/bot/ask.ts";
import type { Channels } from "../../../src/bot/channels.ts";
import type { Card } from "../../../src/card/card.ts";
import type { Pictures } from "../../../src/card/picture.ts";
import { connectSlack, type SlackSettings } from "../../../src/platforms/slack/slack.ts";
import { type SlackApi, startSlackApi } from "../../fakes/slack-api.ts";
import { botId, botUserId, type SlackRequest, signingSecret } from "../../fakes/slack-request.ts";

export const card = (title: string, more: Partial<Card> = {}): Card => ({
  title,
  banners: [],
  blocks: [
    { type: "paragraph", text: `About ${title}` },
    { type: "buttons", buttons: [{ label: "More", command: `more ${title}` }] },
  ],
  ...more,
});

type Answered = Pick<Reply, "card"> & Partial<Reply>;
type Answers = (ask: Ask) => Answered | Promise<Answered>;

export type Stage = {
  readonly api: SlackApi;
  readonly channels: Channels;
  /** What the bot was asked, in order. */
  readonly asked: readonly Ask[];
  /** Every line of the log. */
  readonly logged: readonly string[];
  readonly deliver: (request: SlackRequest) => Promise<{ status: number; headers: Headers; body: string }>;
  readonly stop: () => Promise<void>;
};

type OneWorkspace = Partial<Extract<SlackSettings, { readonly botToken: string }>>;

const known: OneWorkspace = { signingSecret, botId, botUserId };

/** The bot answers with a card that has the asked text for a title, unless told otherwise. */
export async function setStage({
  config = known,
  answer = ({ text, via }) => ({ card: card(via === "install" ? "Welcome" : text) }),
  api,
  pictures,
}: {
  config?: OneWorkspace;
  answer?: Answers;
  api?: SlackApi;
  pictures?: Pictures;
} = {}): Promise<Stage> {
  const slack = api ?? (await startSlackApi());
  const asked: Ask[] = [];
  const logged: string[] = [];
  const log = pino({ level: "trace" }, { write: (line: string) => void logged.push(line) });
  const bot: Bot = {
    async reply(ask) {
      asked.push(ask);
      return { command: "test", outcome: "answered", answer: null, ...(await answer(ask)) };
    },
  };
  const server = fastify();
  const connection = connectSlack({
    bot,
    log,
    server,
    ...(pictures && { pictures }),
    config: { botToken: slack.token, apiUrl: slack.url, ...config },
  });
  const address = await server.listen({ host: "127.0.0.1", port: 0 });
  await connection.start();
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= connection.stop().then(() => server.close());
    return stopping;
  };
  onTestFinished(async () => {
    await stop();
    await slack.stop();
  });
  return {
    api: slack,
    channels: connection.channels,
    asked,
    logged,
    async deliver({ body, headers }) {
      const response = await fetch(`${address}/slack/events`, { method: "POST", body, headers });
      return { status: response.status, headers: response.headers, body: await response.text() };
    },
    stop,
  };
}
