import { ConfigurationServiceClientCredentialFactory } from "botbuilder";
import { describe, expect, it, onTestFinished } from "vitest";
import { startSlackApi } from "../fakes/slack-api.ts";
import {
  begin,
  client,
  openBrowser,
  redirected,
  startSlackDistribution,
  workspace,
} from "../fakes/slack-distribution.ts";
import {
  clickRequest,
  directMessage,
  eventBody,
  mention,
  press,
  type SlackRequest,
  signed,
  slashRequest,
} from "../fakes/slack-request.ts";
import { configured, openStage } from "../platforms/teams/stage.ts";
import { type Running, startServer } from "../spawned.ts";
import { temporaryFolder } from "../store/temporary-store.ts";
import { startCollector } from "../telemetry/collector.ts";
import { type Canaries, createCanaries } from "./canaries.ts";

const form = "application/x-www-form-urlencoded";
const long = { timeout: 120_000 };
const metricsIn = (stdout: string) => /"address":"([^"]+\/metrics)"/u.exec(stdout)?.[1] ?? "";

/** A server that tells all it ever tells. */
async function startTalking(canaries: Canaries, env: Readonly<Record<string, string>>): Promise<Running> {
  const collector = await startCollector();
  const server = await startServer({
    LOG_LEVEL: "trace",
    METRICS_PORT: "0",
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.address,
    OTEL_EXPORTER_OTLP_HEADERS: `authorization=${canaries.plant("OTEL_EXPORTER_OTLP_HEADERS")}`,
    PUBLIC_URL: "https://mesh.example.com",
    CHART_KEY: canaries.plant("CHART_KEY", "a-key-for-charts-"),
    ...env,
  });
  let ended: ReturnType<Running["stop"]> | undefined;
  const stop = () => (ended ??= server.stop());
  onTestFinished(async () => void (await stop()));
  return {
    ...server,
    async stop() {
      for (const path of ["/readyz", "/healthz"])
        await canaries.hearResponse(path, await fetch(server.address + path));
      await canaries.hearResponse("/metrics", await fetch(metricsIn(server.stdout())));
      const it = await stop();
      canaries.hear("stdout", it.stdout);
      canaries.hear("stderr", it.stderr);
      for (const { body } of collector.requests) canaries.hear("traces", body);
      expect(collector.requests.length).toBeGreaterThan(0);
      return it;
    },
  };
}

describe("no secret and nobody's words come out of a server that logs everything", () => {
  it("with one workspace, Teams and a database, while all of them fail", long, async () => {
    const canaries = createCanaries();
    const words = canaries.plant("words", "do we need ");
    const secret = canaries.plant("SLACK_SIGNING_SECRET");
    const slack = await startSlackApi({ token: canaries.plant("SLACK_BOT_TOKEN", "xoxb-") });
    onTestFinished(slack.stop);
    const server = await startTalking(canaries, {
      SLACK_BOT_TOKEN: slack.token,
      SLACK_SIGNING_SECRET: secret,
      SLACK_API_URL: slack.url,
      SLACK_REPORT_CHANNEL: "C1",
      TEAMS_APP_ID: "3f2b8a54-6c1d-4e0f-9a77-0d5c1b2e4f60",
      TEAMS_APP_PASSWORD: canaries.plant("TEAMS_APP_PASSWORD"),
      TEAMS_TENANT_ID: "72f988bf-0000-41af-91ab-2d7cd011db47",
      DATABASE_URL: `postgres://${canaries.plant("user")}:${canaries.plant("DATABASE_URL")}@127.0.0.1:9/mesh`,
    });
    const send = async (path: string, init: RequestInit, where = "answer") =>
      canaries.hearResponse(where, await fetch(server.address + path, init));
    const deliver = ({ body, headers }: SlackRequest) =>
      send("/slack/events", { method: "POST", body, headers });
    const signing = { secret };

    await expect.poll(server.stdout).toContain("the store cannot be used yet");
    for (const text of [
      words,
      `follow ${words}`,
      `decide istio because ${words}`,
      `report istio mtls ${words}`,
    ])
      await deliver(slashRequest(text, {}, signing));
    const failures = [
      { status: 500 },
      { status: 429, headers: { "retry-after": "1" } },
      { status: 200, body: { ok: false, error: "invalid_auth" } },
      { status: 200, body: { ok: false, error: "invalid_blocks" } },
      "cut",
      "lost",
    ] as const;
    for (const failure of failures) {
      slack.fail("chat.postMessage", failure, failure, failure);
      await deliver(signed(JSON.stringify(eventBody(mention(`<@UBOT> ${words}`))), signing));
      await deliver(signed(JSON.stringify(eventBody(directMessage(words))), signing));
    }
    const lost = `http://127.0.0.1:9/${canaries.plant("response_url")}`;
    for (const responseUrl of [lost, slack.responseUrl().url])
      await deliver(
        signed(clickRequest({ action: press(words), responseUrl }).body, { ...signing, contentType: form }),
      );
    await deliver(slashRequest(words, { responseUrl: lost }, { secret: canaries.plant("a wrong secret") }));
    await deliver(signed(`{"token":"${canaries.plant("token")}","type":"${words}"}`, signing));
    await deliver(signed("{", signing));

    const activity = JSON.stringify({ type: "message", text: words, id: "1", channelId: "msteams" });
    const authorization = `Bearer ${canaries.plant("a Teams token", "e30.")}.e30`;
    for (const body of [
      activity,
      "{",
      activity.replace("{", '{"serviceUrl":"https://smba.trafficmanager.net/a",'),
    ])
      await send("/api/messages", {
        method: "POST",
        body,
        headers: { "content-type": "application/json", authorization },
      });
    for (const path of [`/${words}`, `/charts/${words}.png`, `/slack/oauth_redirect?code=${words}`])
      await send(path, { headers: { cookie: `a=${canaries.plant("cookie")}`, authorization } });

    await expect.poll(server.stdout, { timeout: 20_000 }).toContain("a Slack message was not answered");
    const { code } = await server.stop();
    expect(code).toBe(0);
    // What was asked comes back to who asked it, and nowhere else.
    expect(canaries.leaks().filter((it) => !it.startsWith("words in answer"))).toEqual([]);
    // The search would have found them: the server did say what it was about.
    expect(canaries.heard()).toContain("mesh_advisor_answers_total");
    expect(canaries.heard()).toContain("slack chat.postMessage");
  });

  it("where many workspaces install the bot, some of them badly", long, async () => {
    const canaries = createCanaries();
    const slack = await startSlackDistribution();
    const secret = canaries.plant("SLACK_SIGNING_SECRET");
    const env = {
      SLACK_CLIENT_ID: client.id,
      SLACK_SIGNING_SECRET: secret,
      SLACK_API_URL: slack.url,
      STATE_DIR: temporaryFolder(),
      ENCRYPTION_KEY: canaries.plantKey("ENCRYPTION_KEY"),
      ENCRYPTION_KEY_PREVIOUS: canaries.plantKey("ENCRYPTION_KEY_PREVIOUS"),
    };
    const visit = async (server: Running, code: string) => {
      const browser = openBrowser(server.address);
      const state = await begin(browser);
      const { html, headers } = await browser.get(redirected({ code, state }));
      canaries.hear("page", `${JSON.stringify([...headers])} ${html}`);
    };
    const ask = async (server: Running) => {
      const event = { ...eventBody(mention("<@U0> show istio")), team_id: "T1" };
      const body = { ...event, authorizations: [{ team_id: "T1" }] };
      const { headers, body: text } = signed(JSON.stringify(body), { secret });
      const response = await fetch(`${server.address}/slack/events`, { method: "POST", body: text, headers });
      await canaries.hearResponse("answer", response);
    };

    const good = await startTalking(canaries, { ...env, SLACK_CLIENT_SECRET: client.secret });
    await expect.poll(good.stdout).toContain("the store is ready");
    const code = canaries.plant("a code");
    slack.grant(code, { ...workspace(1), token: canaries.plant("a workspace's token", "xoxb-") });
    await visit(good, code);
    // The same code again, and one that Slack never gave.
    await visit(good, code);
    await visit(good, canaries.plant("a bad code"));
    await ask(good);
    await expect.poll(() => slack.callsTo("chat.postMessage")).toHaveLength(1);
    expect((await good.stop()).code).toBe(0);

    const bad = await startTalking(canaries, {
      ...env,
      SLACK_CLIENT_SECRET: canaries.plant("SLACK_CLIENT_SECRET"),
    });
    await expect.poll(bad.stdout).toContain("the store is ready");
    await visit(bad, canaries.plant("another code"));
    slack.api.fail("chat.postMessage", { status: 500 }, { status: 500 }, { status: 500 });
    await ask(bad);
    await expect.poll(bad.stdout, { timeout: 20_000 }).toContain("a Slack message was not answered");
    expect((await bad.stop()).code).toBe(0);

    const socket = await startTalking(canaries, {
      ...env,
      SLACK_CLIENT_SECRET: client.secret,
      SLACK_APP_TOKEN: canaries.plant("SLACK_APP_TOKEN", "xapp-"),
    });
    await expect.poll(() => slack.callsTo("apps.connections.open").length).toBeGreaterThan(0);
    await socket.stop();
    expect(canaries.leaks()).toEqual([]);
  });

  it("where Microsoft gives the bot no token", long, async () => {
    const canaries = createCanaries();
    const appPassword = canaries.plant("TEAMS_APP_PASSWORD");
    const printed = ["log", "info", "warn", "error", "debug"] as const;
    const originals = printed.map((name) => [name, console[name]] as const);
    for (const name of printed)
      console[name] = (...said: unknown[]) => canaries.hear("console", said.map(String).join(" "));
    onTestFinished(() => {
      for (const [name, original] of originals) console[name] = original;
    });
    const stage = await openStage({
      config: { ...configured, appPassword },
      auth: {
        credentials: new ConfigurationServiceClientCredentialFactory({
          MicrosoftAppType: "SingleTenant",
          MicrosoftAppId: configured.appId,
          MicrosoftAppPassword: appPassword,
          MicrosoftAppTenantId: configured.tenantId,
        }),
      },
    });
    onTestFinished(stage.stop);
    await canaries.hearResponse("answer", await stage.deliver({ text: canaries.plant("words") }));
    canaries.hear("log", stage.logged());
    expect(stage.logged()).toContain("request failed");
    expect(canaries.leaks()).toEqual([]);
  });
});
