/** The whole program in this process, over fakes of Slack and Teams, its metrics and readiness read over HTTP. */
import { pino } from "pino";
import { onTestFinished } from "vitest";
import { startApp } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import {
  appId,
  type BotFramework,
  messageActivity,
  startBotFramework,
  tenantId,
} from "../fakes/bot-framework.ts";
import { type SlackApi, startSlackApi } from "../fakes/slack-api.ts";
import { type SlackRequest, signingSecret } from "../fakes/slack-request.ts";

type Parts = { readonly slack?: SlackApi; readonly env?: Readonly<Record<string, string>> };

export async function openApp({ slack: given, env = {} }: Parts = {}) {
  const slack = given ?? (await startSlackApi());
  const teams: BotFramework = await startBotFramework();
  const logged: string[] = [];
  const config = readConfig({
    HOST: "127.0.0.1",
    PORT: "0",
    SLACK_BOT_TOKEN: slack.token,
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_API_URL: slack.url,
    TEAMS_APP_ID: appId,
    TEAMS_APP_PASSWORD: "a-client-secret",
    TEAMS_TENANT_ID: tenantId,
    ...env,
  });
  const log = pino({ level: "debug" }, { write: (line: string) => void logged.push(line) });
  const app = await startApp(config, log, { outside: { teamsAuth: teams.auth } });
  let stopping: Promise<void> | undefined;
  const stop = () => (stopping ??= app.stop());
  onTestFinished(async () => {
    await stop();
    await slack.stop();
    await teams.stop();
  });
  const metricsAt = /"address":"([^"]+\/metrics)"/u.exec(logged.join(""))?.[1];
  return {
    address: app.address,
    slack,
    teams,
    metricsAt,
    stop,
    deliver: ({ body, headers }: SlackRequest) =>
      fetch(`${app.address}/slack/events`, { method: "POST", body, headers }),
    async deliverToTeams(text: string) {
      return fetch(`${app.address}/api/messages`, {
        method: "POST",
        headers: { "content-type": "application/json", authorization: `Bearer ${await teams.token()}` },
        body: JSON.stringify(messageActivity(teams.serviceUrl, { text })),
      });
    },
    async ready() {
      const response = await fetch(`${app.address}/readyz`);
      return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    },
    /** Every sample of a metric by its labels. */
    async samples(name: string): Promise<readonly Sample[]> {
      return samplesOf(await (await fetch(metricsAt ?? "")).text(), name);
    },
  };
}

type Sample = { readonly labels: Readonly<Record<string, string>>; readonly value: number };

function samplesOf(text: string, name: string): readonly Sample[] {
  return text
    .split("\n")
    .map((line) => /^(\w+)(?:\{(.*)\})? (\S+)$/u.exec(line))
    .filter((it) => it?.[1] === name)
    .map((it) => ({
      labels: Object.fromEntries(
        [...(it?.[2] ?? "").matchAll(/(\w+)="([^"]*)"/gu)].map(([, label, value]) => [label, value]),
      ),
      value: Number(it?.[3]),
    }));
}
