import { fastify } from "fastify";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createGuard } from "../../../src/platforms/teams/guard.ts";
import { connectTeams } from "../../../src/platforms/teams/teams.ts";
import { appId, type TokenParts } from "../../fakes/bot-framework.ts";
import { configured, openStage, type Stage } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.stop());

const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
const valid = async () => ({ authorization: `Bearer ${await stage.framework.token()}` });

describe("a request from Teams", () => {
  it("is answered with the bot's own credentials", async () => {
    const before = stage.framework.sent.length;
    const response = await stage.deliver();
    expect(response.status).toBe(200);
    const [reply] = stage.framework.sent.slice(before);
    expect(reply).toMatchObject({
      method: "POST",
      path: "/amer/v3/conversations/a%3Apersonal/activities/activity-1",
      authorization: "Bearer token-of-the-bot",
    });
  });

  it("nested a hundred thousand deep is answered all the same", async () => {
    const deep = "[".repeat(100_000) + "]".repeat(100_000);
    const body = JSON.stringify(stage.activity()).replace(/\}$/u, `,"value":${deep}}`);
    expect((await stage.post(body, await valid())).status).toBe(200);
    expect((await stage.deliver()).status).toBe(200);
  });

  it("is still answered when its token ran out within the clock's tolerance", async () => {
    expect((await stage.deliver({}, { expires: -240 })).status).toBe(200);
  });
});

describe("a token that is not good", () => {
  const rows: readonly (readonly [string, TokenParts])[] = [
    ["was signed with another key under the same id", { signer: "forged" }],
    ["names a key nobody published", { kid: "no-such-key" }],
    ["is for another bot", { claims: { aud: "another-bot" } }],
    ["is for several bots", { claims: { aud: [appId, "another-bot"] } }],
    ["comes from another issuer", { claims: { iss: "https://evil.example" } }],
    [
      "comes from an emulator's issuer",
      {
        claims: {
          iss: "https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/",
          appid: appId,
          ver: "1.0",
        },
      },
    ],
    ["ran out ten minutes ago", { expires: -600 }],
    ["is not valid yet", { claims: { nbf: Math.floor(Date.now() / 1000) + 3600 } }],
    ["was given for another serviceUrl", { claims: { serviceurl: "https://smba.trafficmanager.net/emea/" } }],
    ["names no serviceUrl", { claims: { serviceurl: undefined } }],
    ["was signed with a key endorsed for another channel", { signer: "elsewhere" }],
  ];
  it.each(rows)("gives 401 when it %s", async (_, token) => {
    expect((await stage.deliver({}, token)).status).toBe(401);
  });

  const claims = () => ({
    iss: "https://api.botframework.com",
    aud: appId,
    serviceurl: stage.framework.serviceUrl,
  });
  const headers: readonly (readonly [string, () => string | undefined])[] = [
    ["is missing", () => undefined],
    ["is empty", () => "Bearer "],
    ["is garbage", () => "Bearer abc"],
    ["has garbage for its parts", () => "Bearer abc.def.ghi"],
    [
      "has no signature and says so",
      () => `Bearer ${encoded({ alg: "none", kid: "teams-key" })}.${encoded(claims())}.`,
    ],
    [
      "says it has no signature and has one",
      () => `Bearer ${encoded({ alg: "none", kid: "teams-key" })}.${encoded(claims())}.c2ln`,
    ],
    [
      "was signed with a shared secret",
      () => `Bearer ${encoded({ alg: "HS256", kid: "teams-key" })}.${encoded(claims())}.c2ln`,
    ],
    [
      "has claims that are no object",
      () => `Bearer ${encoded({ alg: "RS256", kid: "teams-key" })}.${encoded("claims")}.c2ln`,
    ],
    [
      "has a key id that is no text",
      () => `Bearer ${encoded({ alg: "RS256", kid: {} })}.${encoded(claims())}.c2ln`,
    ],
    ["is given as a password", () => "Basic bWVzaDptZXNo"],
  ];
  it.each(headers)("gives 401 when it %s", async (_, header) => {
    const authorization = header();
    const response = await stage.post(
      JSON.stringify(stage.activity()),
      authorization === undefined ? {} : { authorization },
    );
    expect(response.status).toBe(401);
    expect(await response.json()).toEqual({ error: "the token is missing or not valid for this bot" });
  });

  it("reaches neither the bot nor the log, and prints nothing", async () => {
    const printed: unknown[] = [];
    const original = console.error;
    console.error = (...words: unknown[]) => printed.push(...words);
    const asked = stage.asks.length;
    const token = await stage.framework.token({ signer: "forged" });
    try {
      await stage.post(JSON.stringify(stage.activity({ text: "a private question" })), {
        authorization: `Bearer ${token}`,
      });
    } finally {
      console.error = original;
    }
    expect(printed).toEqual([]);
    expect(stage.asks.length).toBe(asked);
    expect(stage.logged()).toContain('"status":401');
    expect(stage.logged()).not.toContain(token);
    expect(stage.logged()).not.toContain("a private question");
  });
});

describe("a body that is no activity", () => {
  const bodies: readonly (readonly [string, () => unknown])[] = [
    ["an empty object", () => ({})],
    ["a list", () => []],
    ["null", () => null],
    ["a number", () => 5],
    ["one without a type", () => stage.activity({ type: undefined })],
    ["one whose type is a number", () => stage.activity({ type: 5 })],
    ["one whose conversation is text", () => stage.activity({ conversation: "x" })],
    ["one whose conversation has no id", () => stage.activity({ conversation: {} })],
    ["one whose conversation no header can name", () => stage.activity({ conversation: { id: "a:\u00e9" } })],
    ["one without a sender", () => stage.activity({ from: undefined })],
    ["one whose sender is a list", () => stage.activity({ from: [] })],
    ["one whose text is an object", () => stage.activity({ text: {} })],
    ["one whose entities hold null", () => stage.activity({ entities: [null] })],
    ["one whose serviceUrl is no address", () => stage.activity({ serviceUrl: "there" })],
    ["one whose serviceUrl is missing", () => stage.activity({ serviceUrl: undefined })],
    ["one whose tenant is text", () => stage.activity({ channelData: { tenant: "t" } })],
  ];
  it.each(bodies)("gives 400 for %s, with and without a token", async (_, body) => {
    for (const headers of [{}, await valid()]) {
      const response = await stage.post(JSON.stringify(body()), headers);
      expect(response.status).toBe(400);
      expect(response.headers.get("content-type")).toContain("application/json");
    }
  });

  it("gives 400 for text that is no JSON, 413 for too much of it and 415 for a form", async () => {
    expect((await stage.post("{", await valid())).status).toBe(400);
    expect(
      (await stage.post(JSON.stringify(stage.activity({ text: "x".repeat(300_000) })), await valid())).status,
    ).toBe(413);
    expect(
      (await stage.post("text=hi", { "content-type": "application/x-www-form-urlencoded" })).status,
    ).toBe(415);
  });
});

describe("a signed request from where none should come", () => {
  it("gives 403 for another channel the key is endorsed for", async () => {
    expect((await stage.deliver({ channelId: "skype" })).status).toBe(403);
  });

  const hosts = [
    "https://evil.example/",
    "http://smba.trafficmanager.net/amer/",
    "https://smba.trafficmanager.net.evil.example/",
    "https://smba.trafficmanager.net:8443/amer/",
    "https://user@smba.trafficmanager.net/amer/",
    "https://evilbotframework.com/",
    "http://169.254.169.254/latest/meta-data/",
    "http://127.0.0.1:1/",
    "file:///etc/passwd",
  ];
  it.each(hosts)("gives 403 for the serviceUrl %s", async (serviceUrl) => {
    const response = await stage.deliver({ serviceUrl }, { claims: { serviceurl: serviceUrl } });
    expect(response.status).toBe(403);
  });

  const tenants: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
    [
      "another tenant",
      { conversation: { id: "a:1", tenantId: "other" }, channelData: { tenant: { id: "other" } } },
    ],
    ["no tenant", { conversation: { id: "a:1" }, channelData: {} }],
    ["two tenants, one of them allowed", { channelData: { tenant: { id: "other" } } }],
  ];
  it.each(tenants)("gives 403 for %s", async (_, changes) => {
    const response = await stage.deliver(changes);
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ error: expect.stringContaining("TEAMS_ALLOWED_TENANTS") });
  });

  it("gives 401 rather than 403 while the token is not good either", async () => {
    const response = await stage.deliver(
      { channelId: "skype", serviceUrl: "https://evil.example/" },
      { signer: "forged" },
    );
    expect(response.status).toBe(401);
  });
});

describe("when Microsoft's keys cannot be had", () => {
  it("gives 500, tells the caller nothing, and recovers", async () => {
    const fresh = await openStage();
    fresh.framework.behave({ keysAvailable: false });
    const response = await fresh.deliver();
    expect(response.status).toBe(500);
    expect(await response.json()).toEqual({
      error: "the request could not be answered; the server's log says why",
    });
    fresh.framework.behave({});
    expect((await fresh.deliver()).status).toBe(200);
    await fresh.stop();
  });
});

describe("local mode", () => {
  it("answers a client on this machine without a token", async () => {
    const local = await openStage({ config: { local: true } });
    expect((await local.post(JSON.stringify(local.activity()))).status).toBe(200);
    expect(local.framework.sent).toHaveLength(1);
    await local.stop();
  });

  it.each(["https://smba.trafficmanager.net/amer/", "http://127.0.0.1.evil.example/", "http://10.0.0.1/"])(
    "never sends to %s",
    async (serviceUrl) => {
      const local = await openStage({ config: { local: true } });
      expect((await local.post(JSON.stringify(local.activity({ serviceUrl })))).status).toBe(403);
      await local.stop();
    },
  );

  it("refuses a client on another machine before it looks further", async () => {
    const verify = () => Promise.reject(new Error("looked further"));
    const guard = createGuard({ config: { local: true }, serviceOrigins: [], verify });
    for (const peer of ["10.0.0.5", "::ffff:10.0.0.5", "fe80::1", "127.0.0.1.evil.example", ""])
      expect(await guard({ body: stage.activity(), authorization: "", peer })).toMatchObject({
        admitted: false,
        status: 403,
      });
  });

  it("is the only mode that starts without an app id", () => {
    const parts = {
      bot: { reply: () => Promise.reject(new Error("unused")) },
      log: pino({ level: "silent" }),
      server: fastify(),
    };
    expect(() => connectTeams({ ...parts, config: { ...configured, appId: "" } })).toThrow("TEAMS_APP_ID");
  });
});

describe("a bot connected to Microsoft's public cloud", () => {
  it("tells a bad token without asking anyone", async () => {
    const server = fastify();
    const parts = {
      bot: { reply: () => Promise.reject(new Error("unused")) },
      log: pino({ level: "silent" }),
      server,
    };
    connectTeams({ ...parts, config: configured });
    const response = await server.inject({ method: "POST", url: "/api/messages", payload: stage.activity() });
    expect(response.statusCode).toBe(401);
    await server.close();
  });
});
