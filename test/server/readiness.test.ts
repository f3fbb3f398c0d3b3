import { describe, expect, it } from "vitest";
import { startSlackApi } from "../fakes/slack-api.ts";
import { slashRequest } from "../fakes/slack-request.ts";
import { openSlackSocket } from "../fakes/slack-socket.ts";
import { temporaryFolder } from "../store/temporary-store.ts";
import { openApp } from "../telemetry/app.ts";

const noTeams = { TEAMS_APP_ID: "", TEAMS_APP_PASSWORD: "", TEAMS_TENANT_ID: "" };

describe("/readyz", () => {
  it("is ready with both platforms and without a store, and tells the catalog's age", async () => {
    const app = await openApp();
    await expect.poll(async () => (await app.ready()).body.status).toBe("ready");
    const { status, body } = await app.ready();
    expect(status).toBe(200);
    expect(body).toMatchObject({
      platforms: { slack: { state: "ready" }, teams: { state: "ready" } },
      store: { state: "off" },
      catalog: { ageDays: expect.any(Number), date: expect.any(String) },
    });
  });

  it("is ready once its store is", async () => {
    const app = await openApp({ env: { STATE_DIR: temporaryFolder() } });
    await expect.poll(app.ready, { timeout: 5_000 }).toMatchObject({
      status: 200,
      body: { status: "ready", store: { state: "ready" } },
    });
  });

  it("is degraded, and stays in service, while the store is away: questions are answered", async () => {
    const app = await openApp({ env: { STATE_DIR: "/dev/null/nowhere" } });
    expect(await app.ready()).toMatchObject({
      status: 200,
      body: { status: "degraded", store: { state: "down", why: "the database is not ready" } },
    });
    expect((await app.deliver(slashRequest("show istio"))).status).toBe(200);
  });

  it("is degraded until Slack has said who the bot is", async () => {
    const slack = await startSlackApi();
    slack.fail("auth.test", ...Array.from({ length: 30 }, () => ({ status: 500, body: {} })));
    const app = await openApp({ slack });
    expect(await app.ready()).toMatchObject({
      status: 200,
      body: { status: "degraded", platforms: { slack: { state: "degraded" }, teams: { state: "ready" } } },
    });
  });

  it("follows Socket Mode's connection: down alone it is not ready, beside Teams it is degraded", async () => {
    const { api, open } = await openSlackSocket();
    const env = { SLACK_APP_TOKEN: "xapp-test" };
    const alone = await openApp({ slack: api, env: { ...env, ...noTeams } });
    await expect.poll(alone.ready).toMatchObject({ status: 200, body: { status: "ready" } });
    api.fail("apps.connections.open", ...Array.from({ length: 30 }, () => ({ status: 500, body: {} })));
    for (const socket of open) socket.terminate();
    await expect.poll(alone.ready).toMatchObject({
      status: 503,
      body: { status: "not ready", platforms: { slack: { state: "down" } } },
    });
    const both = await openApp({ slack: api, env });
    expect(await both.ready()).toMatchObject({
      status: 200,
      body: { status: "degraded", platforms: { slack: { state: "down" }, teams: { state: "ready" } } },
    });
  });

  it("says that it stops while it still takes what comes, and closes each connection", async () => {
    const app = await openApp({ env: { DRAIN_SECONDS: "2" } });
    const stopping = app.stop();
    expect(await app.ready()).toMatchObject({ status: 503, body: { status: "stopping" } });
    const answer = await app.deliver(slashRequest("show istio"));
    expect(answer.status).toBe(200);
    expect(JSON.stringify(await answer.json())).toContain("Istio");
    expect(answer.headers.get("connection")).toBe("close");
    await stopping;
    await expect(fetch(app.address)).rejects.toThrow();
  });
});
