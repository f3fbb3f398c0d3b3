/** A Slack connection that many workspaces install, with a vault over a real store. */
import { randomBytes } from "node:crypto";
import { fastify } from "fastify";
import { pino } from "pino";
import { onTestFinished } from "vitest";
import type { Ask, Bot } from "../../../src/bot/ask.ts";
import type { Vault } from "../../../src/platforms/slack/installing/workspaces.ts";
import { connectSlack } from "../../../src/platforms/slack/slack.ts";
import { createSealer } from "../../../src/secrets/seal.ts";
import { createVault } from "../../../src/secrets/vault.ts";
import {
  begin,
  client,
  openBrowser,
  redirected,
  startSlackDistribution,
} from "../../fakes/slack-distribution.ts";
import { type SlackRequest, signingSecret } from "../../fakes/slack-request.ts";
import { temporaryStore } from "../../store/temporary-store.ts";
import { card } from "./stage.ts";

export const publicUrl = "https://mesh.example.com";

type Options = {
  /** What stands before the vault: to be slow or away. */
  readonly over?: (vault: Vault) => Vault;
};

export async function setManyStage({ over = (vault) => vault }: Options = {}) {
  const slack = await startSlackDistribution();
  const store = await temporaryStore();
  const logged: string[] = [];
  const log = pino({ level: "trace" }, { write: (line: string) => void logged.push(line) });
  const asked: Ask[] = [];
  const bot: Bot = {
    async reply(ask) {
      asked.push(ask);
      return { command: "test", outcome: "answered", answer: null, card: card(ask.text || "Welcome") };
    },
  };
  const sealer = createSealer({ current: randomBytes(32).toString("base64") });
  const quiet = { info: () => {}, error: () => {} };
  const vault = createVault({
    installations: store.installations,
    sealer,
    platform: "slack",
    now: Date.now,
    log: quiet,
  });
  const server = fastify();
  const connection = connectSlack({
    bot,
    log,
    server,
    vault: over(vault),
    config: {
      signingSecret,
      apiUrl: slack.url,
      distribution: { clientId: client.id, clientSecret: client.secret, publicUrl },
    },
  });
  const address = await server.listen({ host: "127.0.0.1", port: 0 });
  await connection.start();
  let stopping: Promise<void> | undefined;
  const stop = () => (stopping ??= connection.stop().then(() => server.close()));
  onTestFinished(stop);
  const browse = () => openBrowser(address);

  return {
    slack,
    store,
    vault,
    asked,
    logged,
    address,
    stop,
    browse,
    /** Goes through the whole installation. */
    async install(grant: Parameters<typeof slack.grant>[1]) {
      const browser = browse();
      const state = await begin(browser);
      const code = randomBytes(6).toString("hex");
      slack.grant(code, grant);
      return browser.get(redirected({ code, state }));
    },
    async deliver({ body, headers }: SlackRequest) {
      const response = await fetch(`${address}/slack/events`, { method: "POST", body, headers });
      return { status: response.status, body: await response.text() };
    },
  };
}

/** An event as it comes from a workspace, an organisation, or a channel that two share. */
export const from = (
  around: Readonly<Record<string, unknown>>,
  event: Readonly<Record<string, unknown>>,
) => ({
  type: "event_callback",
  api_app_id: "A1",
  event_id: `Ev${randomBytes(6).toString("hex")}`,
  event_time: Math.floor(Date.now() / 1000),
  event,
  ...around,
});
