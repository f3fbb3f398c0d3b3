import { randomBytes } from "node:crypto";
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
  eventBody,
  eventRequest,
  mention,
  type SlackRequest,
  signed,
  signingSecret,
} from "../fakes/slack-request.ts";
import { openSlackSocket } from "../fakes/slack-socket.ts";
import { type Running, startServer } from "../spawned.ts";
import { temporaryFolder } from "../store/temporary-store.ts";

async function start(env: Readonly<Record<string, string>>): Promise<Running> {
  const server = await startServer(env);
  onTestFinished(async () => void (await server.stop()));
  await expect.poll(server.stdout).toContain("the store is ready");
  return server;
}

const deliver = (server: Running, { body, headers }: SlackRequest) =>
  fetch(`${server.address}/slack/events`, { method: "POST", body, headers });

/** Several starts of the program, on a machine that may be busy. */
const long = { timeout: 120_000 };

describe("two processes over one store, one by HTTP and one in Socket Mode", () => {
  it("answer what Slack delivers to both once", long, async () => {
    const slack = await openSlackSocket();
    const shared = {
      SLACK_BOT_TOKEN: slack.api.token,
      SLACK_API_URL: slack.api.url,
      SLACK_BOT_ID: "BBOT",
      SLACK_BOT_USER_ID: "UBOT",
      STATE_DIR: temporaryFolder(),
    };
    const http = await start({ ...shared, SLACK_SIGNING_SECRET: signingSecret });
    const socket = await start({ ...shared, SLACK_APP_TOKEN: "xapp-test" });
    await expect.poll(() => slack.open.length).toBe(1);

    const ids = Array.from({ length: 10 }, (_, index) => `Ev-both-${index}`);
    const said = (id: string) => mention("<@UBOT> show istio", { ts: `300.${id.slice(8)}` });
    await Promise.all(
      ids.map((id) => {
        slack.send("events_api", id, eventBody(said(id), id));
        return deliver(http, eventRequest(said(id), { id }));
      }),
    );
    const threads = () => slack.api.callsTo("chat.postMessage").map(({ body }) => body.thread_ts);
    await expect.poll(() => new Set(threads()).size).toBe(10);
    await expect.poll(() => slack.acks.length).toBe(10);
    // Each ends what it has begun before it stops.
    await Promise.all([http.stop(), socket.stop()]);
    expect(threads().sort()).toEqual(ids.map((id) => `300.${id.slice(8)}`).sort());
    await slack.api.stop();
  });

  it("go on answering, each for itself, when the store cannot be opened", long, async () => {
    const slack = await startSlackApi();
    const server = await startServer({
      SLACK_BOT_TOKEN: slack.token,
      SLACK_API_URL: slack.url,
      SLACK_SIGNING_SECRET: signingSecret,
      STATE_DIR: "/dev/null/nowhere",
    });
    const twice = eventRequest(mention("<@UBOT> show istio"), { id: "Ev-twice" });
    for (let time = 0; time < 2; time++) expect((await deliver(server, twice)).status).toBe(200);
    await expect.poll(() => slack.callsTo("chat.postMessage").length).toBe(1);
    await server.stop();
    expect(slack.callsTo("chat.postMessage")).toHaveLength(1);
    await slack.stop();
  });
});

describe("a server that many workspaces install", () => {
  it("answers each with its own token, after a restart and with another key too", long, async () => {
    const slack = await startSlackDistribution();
    const key = () => randomBytes(32).toString("base64");
    const [old, current] = [key(), key()];
    const env = {
      SLACK_CLIENT_ID: client.id,
      SLACK_CLIENT_SECRET: client.secret,
      SLACK_SIGNING_SECRET: signingSecret,
      SLACK_API_URL: slack.url,
      PUBLIC_URL: "https://mesh.example.com",
      STATE_DIR: temporaryFolder(),
    };
    const ask = async (server: Running, team: string, expected: number) => {
      const body = {
        ...eventBody(mention("<@U0> show istio")),
        team_id: team,
        authorizations: [{ team_id: team }],
      };
      expect((await deliver(server, signed(JSON.stringify(body)))).status).toBe(expected);
    };
    const tokens = () => slack.callsTo("chat.postMessage").map(({ token }) => token);

    const first = await start({ ...env, ENCRYPTION_KEY: old });
    expect(first.stdout()).toContain("install it at https://mesh.example.com/slack/install");
    for (const number of [1, 2]) {
      const browser = openBrowser(first.address);
      const state = await begin(browser);
      slack.grant(`code-${number}`, workspace(number));
      expect((await browser.get(redirected({ code: `code-${number}`, state }))).status).toBe(200);
      await ask(first, `T${number}`, 200);
    }
    await expect.poll(() => tokens().sort()).toEqual(["xoxb-of-T1", "xoxb-of-T2"]);
    expect((await first.stop()).stdout).not.toMatch(/xoxb-|a-client-secret/u);

    const second = await start({ ...env, ENCRYPTION_KEY: current, ENCRYPTION_KEY_PREVIOUS: old });
    await expect.poll(second.stdout).toContain('"installations":2,"msg":"sealed anew with ENCRYPTION_KEY"');
    await second.stop();

    const third = await start({ ...env, ENCRYPTION_KEY: current });
    await ask(third, "T2", 200);
    await expect.poll(tokens).toHaveLength(3);
    expect(tokens()[2]).toBe("xoxb-of-T2");
    await third.stop();

    const fourth = await start({ ...env, ENCRYPTION_KEY: old });
    await expect.poll(fourth.stdout).toContain("set ENCRYPTION_KEY, or ENCRYPTION_KEY_PREVIOUS");
    await ask(fourth, "T2", 500);
    const { code, stdout } = await fourth.stop();
    expect(code).toBe(0);
    for (const secret of [old, current, "xoxb-"]) expect(stdout).not.toContain(secret);
  });
});
