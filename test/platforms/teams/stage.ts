/** Teams connected to a small bot, on a real port, with Microsoft's side played by the fake. */
import { fastify } from "fastify";
import { pino } from "pino";
import type { Ask, Bot, Reply } from "../../../src/bot/ask.ts";
import type { Channels } from "../../../src/bot/channels.ts";
import type { Card } from "../../../src/card/card.ts";
import type { TeamsAuth, TeamsConfig } from "../../../src/platforms/teams/adapter.ts";
import { connectTeams, type TeamsParts } from "../../../src/platforms/teams/teams.ts";
import {
  appId,
  type BotFramework,
  messageActivity,
  startBotFramework,
  type TokenParts,
  tenantId,
} from "../../fakes/bot-framework.ts";

export const configured: Extract<TeamsConfig, { local: false }> = {
  local: false,
  appId,
  appPassword: "a-client-secret",
  tenantId,
  allowedTenants: [tenantId],
  serviceHosts: ["smba.trafficmanager.net", ".botframework.com"],
};

export const echoed = (text: string): Card => ({
  title: "Echo",
  banners: [],
  blocks: [
    { type: "paragraph", text },
    { type: "buttons", buttons: [{ label: "More", command: `more ${text}` }] },
  ],
});

export type Stage = {
  readonly framework: BotFramework;
  readonly channels: Channels;
  /** What reached the bot. */
  readonly asks: readonly Ask[];
  readonly url: string;
  readonly logged: () => string;
  readonly activity: (changes?: Readonly<Record<string, unknown>>) => Record<string, unknown>;
  /** Posts an activity as Teams would, with a signed token. */
  readonly deliver: (changes?: Readonly<Record<string, unknown>>, token?: TokenParts) => Promise<Response>;
  readonly post: (body: string, headers?: Readonly<Record<string, string>>) => Promise<Response>;
  readonly stop: () => Promise<void>;
};

type StageOptions = {
  readonly config?: TeamsConfig;
  readonly card?: (ask: Ask) => Card;
  /** In place of the small one. */
  readonly bot?: Bot;
  /** What the reply has beside its card. */
  readonly more?: (ask: Ask) => Partial<Reply>;
  /** What differs from the fake's own keys and addresses. */
  readonly auth?: Partial<TeamsAuth>;
} & Pick<TeamsParts, "addresses" | "pictures" | "timing" | "previewDomains">;

export async function openStage({
  config = configured,
  card = ({ text }) => echoed(text),
  bot: own,
  more = () => ({}),
  auth = {},
  ...rest
}: StageOptions = {}): Promise<Stage> {
  const framework = await startBotFramework();
  const asks: Ask[] = [];
  const bot: Bot = {
    async reply(ask) {
      asks.push(ask);
      if (own) return own.reply(ask);
      return { command: "echo", outcome: "answered", answer: ask.text, card: card(ask), ...more(ask) };
    },
  };
  const lines: string[] = [];
  const log = pino({ level: "trace" }, { write: (line) => lines.push(line) });
  const server = fastify();
  const { channels, stop } = connectTeams({
    bot,
    log,
    config,
    server,
    ...(config.local ? {} : { auth: { ...framework.auth, ...auth } }),
    ...rest,
  });
  const url = `${await server.listen({ port: 0, host: "127.0.0.1" })}/api/messages`;

  const activity = (changes: Readonly<Record<string, unknown>> = {}) =>
    messageActivity(framework.serviceUrl, {
      timestamp: "2026-11-23T10:00:00.000Z",
      textFormat: "plain",
      ...changes,
    });
  const post: Stage["post"] = (body, headers = {}) =>
    fetch(url, { method: "POST", headers: { "content-type": "application/json", ...headers }, body });

  return {
    framework,
    channels,
    asks,
    url,
    logged: () => lines.join(""),
    activity,
    post,
    deliver: async (changes, token) =>
      post(JSON.stringify(activity(changes)), { authorization: `Bearer ${await framework.token(token)}` }),
    async stop() {
      await stop();
      await server.close();
      await framework.stop();
    },
  };
}

/** A channel post that mentions the bot. */
export const channelPost = (text: string) => ({
  text: `<at>Mesh</at> ${text}`,
  entities: [{ type: "mention", text: "<at>Mesh</at>", mentioned: { id: `28:${appId}`, name: "Mesh" } }],
  conversation: {
    conversationType: "channel",
    isGroup: true,
    tenantId,
    id: "19:team@thread.tacv2;messageid=1700000000000",
  },
});
