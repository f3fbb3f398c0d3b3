import { describe, expect, it } from "vitest";
import { run, startServer } from "./spawned.ts";

describe("npm start", () => {
  it("with nothing configured serves on the loopback, says how to connect, and outlives its input", async () => {
    const server = await startServer();
    const health = await fetch(`${server.address}/healthz`);
    expect([health.status, await health.json()]).toEqual([200, { status: "ok" }]);
    expect(server.address).toContain("127.0.0.1");
    expect(server.stdout()).toContain("SLACK_BOT_TOKEN");
    expect(server.stdout()).toContain("TEAMS_APP_ID");
    expect((await server.stop()).code).toBe(0);
  });

  it("ends well on SIGINT too", async () => {
    const server = await startServer();
    expect((await server.stop("SIGINT")).code).toBe(0);
  });

  it("has no platform's address unless it is configured", async () => {
    const server = await startServer();
    for (const path of ["/slack/events", "/api/messages", "/nope"])
      expect((await fetch(`${server.address}${path}`, { method: "POST", body: "{}" })).status).toBe(404);
    await server.stop();
  });

  it("names every mistake of the configuration at once, and exits with 1", async () => {
    const { code, stderr } = await run("main.ts", [], {
      env: { SLACK_BOT_TOKEN: "nonsense", TEAMS_APP_ID: "a", PORT: "high" },
    });
    expect(code).toBe(1);
    for (const name of [
      "SLACK_BOT_TOKEN",
      "SLACK_SIGNING_SECRET",
      "TEAMS_APP_PASSWORD",
      "TEAMS_TENANT_ID",
      "PORT",
    ])
      expect(stderr).toContain(name);
    expect(stderr).not.toContain("nonsense");
  });

  it("refuses Teams without credentials in production", async () => {
    const { code, stderr } = await run("main.ts", [], { env: { NODE_ENV: "production", TEAMS_LOCAL: "1" } });
    expect(code).toBe(1);
    expect(stderr).toContain("TEAMS_LOCAL");
  });
});
