import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Running, run, startServer } from "../../spawned.ts";
import { json, visit } from "./visit.ts";

let server: Running;
beforeAll(async () => {
  server = await startServer({ LOG_LEVEL: "info" });
});
afterAll(() => server.stop());

const ask = JSON.stringify({ kind: "typed", text: "list", conversation: "c" });

const post = (headers: Readonly<Record<string, string>>, body = ask) =>
  visit(`${server.address}/playground/ask`, { method: "POST", headers, body });

describe("the playground", () => {
  it("is there with nothing configured, and the greeting names it", async () => {
    expect(server.stdout()).toContain(`Open ${server.address} in a browser`);
    const page = await visit(server.address);
    expect([page.status, page.headers["content-type"]]).toEqual([200, "text/html; charset=utf-8"]);
    expect(page.body).toContain("<title>Mesh Advisor playground</title>");
  });

  it("loads from nowhere else, runs nothing inline, and lets nobody frame it", async () => {
    const page = await visit(server.address);
    expect(page.body).not.toMatch(/<script>|style="|https?:/u);
    const policy = String(page.headers["content-security-policy"]);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/u);
    for (const path of ["/", "/playground/page.js", "/playground/page.css", "/playground/about"]) {
      const { status, headers } = await visit(`${server.address}${path}`);
      expect([path, status]).toEqual([path, 200]);
      expect(headers).toMatchObject({
        "content-security-policy": policy,
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "cross-origin-resource-policy": "same-origin",
        "cache-control": "no-store",
      });
      expect(headers["access-control-allow-origin"]).toBeUndefined();
    }
  });

  it("answers its own page", async () => {
    const { host } = new URL(server.address);
    for (const headers of [json, { ...json, origin: `http://${host}`, "sec-fetch-site": "same-origin" }])
      expect((await post(headers)).status).toBe(200);
    for (const name of ["localhost", "127.0.0.1", "[::1]"])
      expect((await post({ ...json, host: `${name}:${new URL(server.address).port}` })).status).toBe(200);
  });

  it.each([
    ["another name for this machine", { host: "mesh.attacker.example" }],
    ["a name that only starts like ours", { host: "127.0.0.1.attacker.example" }],
    ["another page", { origin: "https://attacker.example" }],
    ["a page without an origin", { origin: "null" }],
    ["another port of this machine", { origin: "http://127.0.0.1:1" }],
    ["a cross-site request", { "sec-fetch-site": "cross-site" }],
    ["a proxy", { "x-forwarded-for": "203.0.113.7" }],
    ["a tunnel", { forwarded: "for=203.0.113.7" }],
  ])("refuses %s", async (_, headers) => {
    for (const path of ["/", "/playground/about", "/playground/posts", "/playground/page.js"])
      expect((await visit(`${server.address}${path}`, { headers })).status).toBe(403);
    const { status, body } = await post({ ...json, ...headers });
    expect(status).toBe(403);
    expect(JSON.parse(body).error).toMatch(/playground/u);
  });

  it("may be opened by a link from another site, which may not fetch it", async () => {
    const fromElsewhere = { "sec-fetch-site": "cross-site" };
    const followed = { ...fromElsewhere, "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" };
    expect((await visit(server.address, { headers: followed })).status).toBe(200);
    expect((await visit(`${server.address}/playground/about`, { headers: followed })).status).toBe(403);
    const framed = { ...followed, "sec-fetch-dest": "iframe" };
    expect((await visit(server.address, { headers: framed })).status).toBe(403);
  });

  it.each([
    ["no JSON", 415, { "content-type": "text/plain" }, ask],
    ["a form", 415, { "content-type": "application/x-www-form-urlencoded" }, "kind=typed"],
    ["broken JSON", 400, json, "{"],
    ["nothing known", 400, json, JSON.stringify({ kind: "shouted", conversation: "c" })],
    ["a strange conversation", 400, json, JSON.stringify({ kind: "opened", conversation: "../etc" })],
    [
      "a click that asks nothing",
      400,
      json,
      JSON.stringify({ kind: "slack-action", action: { type: "button" }, conversation: "c" }),
    ],
    ["too much", 413, json, JSON.stringify({ kind: "typed", text: "a".repeat(70_000), conversation: "c" })],
  ])("refuses %s", async (_, status, headers, body) => {
    expect((await post(headers, body)).status).toBe(status);
  });

  it("logs no word of what was asked", async () => {
    await post(json, JSON.stringify({ kind: "typed", text: "compare istio canary-4711", conversation: "c" }));
    await expect.poll(server.stdout).toContain('"platform":"playground","ask":"direct"');
    expect(server.stdout()).not.toContain("canary-4711");
  });
});

describe("where others could reach it", () => {
  const slack = {
    SLACK_BOT_TOKEN: "xoxb-1",
    SLACK_SIGNING_SECRET: "s",
    SLACK_BOT_ID: "B1",
    SLACK_BOT_USER_ID: "U1",
  };

  it.each([
    ["in production", { NODE_ENV: "production" }],
    ["beside Slack", slack],
    ["on every address", { HOST: "0.0.0.0" }],
    ["where it is turned off", { PLAYGROUND: "0" }],
  ])("there is no playground: %s", async (_, env) => {
    const closed = await startServer(env);
    for (const path of ["/", "/playground/about", "/playground/page.js"])
      expect((await visit(`${closed.address}${path}`)).status).toBe(404);
    expect(
      (await visit(`${closed.address}/playground/ask`, { method: "POST", headers: json, body: ask })).status,
    ).toBe(404);
    expect(closed.stdout()).not.toContain("in a browser");
    await closed.stop();
  });

  it("production refuses to start with it", async () => {
    const env = { NODE_ENV: "production", PLAYGROUND: "1" };
    const { code, stderr } = await run("main.ts", [], { env });
    expect([code, stderr]).toEqual([1, expect.stringContaining("PLAYGROUND=1 is refused in production")]);
  });

  it("stands beside Slack where that is asked for, and then on the loopback", async () => {
    const both = await startServer({ ...slack, PLAYGROUND: "1" });
    expect(both.address).toContain("127.0.0.1");
    expect((await visit(both.address)).status).toBe(200);
    await both.stop();
  });
});
