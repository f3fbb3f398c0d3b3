import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import full from "../../manifests/slack/manifest.full.json" with { type: "json" };
import least from "../../manifests/slack/manifest.json" with { type: "json" };
import { createSealer } from "../../src/secrets/seal.ts";
import { startSlackApi } from "../fakes/slack-api.ts";
import { run } from "../spawned.ts";
import { temporaryFolder, temporaryStore } from "../store/temporary-store.ts";

const scopesOf = (manifest: typeof full | typeof least) => manifest.oauth_config.scopes.bot.join(",");
const guid = "3f2b8a54-6c1d-4e0f-9a77-0d5c1b2e4f60";
const secret = "canary-of-a-secret";

async function doctor(env: Readonly<Record<string, string>>, ...args: string[]) {
  const { code, stdout, stderr } = await run("tools/doctor.ts", args, { env });
  expect(stderr).toBe("");
  expect(stdout).not.toMatch(/canary|xoxb-[^…]|xapp-[^…]/u);
  return { code, said: stdout };
}

type Said = {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Readonly<Record<string, unknown>>;
};

/** Slack as the doctor sees it: one answer to `auth.test`. */
async function slackThatSays({ headers = {}, body = {} }: Said = {}) {
  const slack = await startSlackApi({ token: `xoxb-${secret}` });
  onTestFinished(slack.stop);
  slack.fail("auth.test", {
    status: 200,
    headers: { "x-oauth-scopes": scopesOf(full), ...headers },
    body: { ok: true, user_id: "UBOT", bot_id: "BBOT", team_id: "T1", ...body },
  });
  return {
    SLACK_BOT_TOKEN: slack.token,
    SLACK_SIGNING_SECRET: "0123456789abcdef0123456789abcdef",
    SLACK_API_URL: slack.url,
  };
}

/** Nobody listens there. */
async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // The server listens on TCP, so its address is an object.
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Microsoft's login and key service. */
async function microsoftThatSays(body: Readonly<Record<string, string>>, keys: object = { jwks_uri: "x" }) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    const answer = request.url === "/keys" ? keys : body;
    response.writeHead("error" in body && answer === body ? 401 : 200).end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  // The server listens on TCP, so its address is an object.
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { asked, args: ["--teams-login", address, "--teams-keys", `${address}/keys`] };
}

const teams = { TEAMS_APP_ID: guid, TEAMS_APP_PASSWORD: secret, TEAMS_TENANT_ID: guid };

describe("npm run doctor", () => {
  it("finds all well with both platforms and a folder, and exits with 0", async () => {
    const microsoft = await microsoftThatSays({ access_token: "canary" });
    const env = { ...(await slackThatSays()), ...teams, STATE_DIR: join(temporaryFolder(), "state") };
    const { code, said } = await doctor(env, ...microsoft.args);
    expect(said).toContain("All is well.");
    expect(said).toContain("the token is the bot UBOT's, in T1");
    expect(said).toContain("the token has the scopes of every feature");
    expect(said).toContain("this machine's clock agrees with Slack's");
    expect(said).toContain("Microsoft gives a token");
    expect(said).toContain("✓ Teams: this machine's clock agrees with Microsoft's");
    expect(microsoft.asked).toContain(`/${guid}/oauth2/v2.0/token`);
    expect(said).toContain("the database is made at the first start");
    expect(code).toBe(0);
  });

  it("looks only, where nothing is configured", async () => {
    const { code, said } = await doctor({});
    expect(said).toMatch(/Slack: off[\s\S]*Teams: off[\s\S]*Store: off/u);
    expect(code).toBe(0);
  });

  it("names every mistake of the configuration", async () => {
    const { code, said } = await doctor({ PORT: "high", TEAMS_APP_ID: guid });
    expect(said).toContain("PORT");
    expect(said).toContain("TEAMS_APP_PASSWORD is missing");
    expect(code).toBe(1);
  });
});

describe("the doctor on Slack", () => {
  it("tells a token that is not taken, and what to copy", async () => {
    const { code, said } = await doctor(await slackThatSays({ body: { ok: false, error: "token_revoked" } }));
    expect(said).toContain("✗ Slack: does not take SLACK_BOT_TOKEN: token_revoked");
    expect(said).toContain("OAuth & Permissions");
    expect(code).toBe(1);
  });

  it("tells which scopes optional features lack, and those nothing works without", async () => {
    const some = await doctor(await slackThatSays({ headers: { "x-oauth-scopes": scopesOf(least) } }));
    expect(some.said).toContain("! Slack: for files the token lacks files:write");
    expect(some.code).toBe(0);
    const none = await doctor(await slackThatSays({ headers: { "x-oauth-scopes": "commands" } }));
    expect(none.said).toMatch(/✗ Slack: the token lacks .*chat:write/u);
    expect(none.said).toContain("manifest.json");
    expect(none.code).toBe(1);
  });

  it("tells ids that are another bot's", async () => {
    const env = { ...(await slackThatSays()), SLACK_BOT_ID: "BOTHER", SLACK_BOT_USER_ID: "UBOT" };
    const { code, said } = await doctor(env);
    expect(said).toContain("SLACK_BOT_ID is not this token's");
    expect(code).toBe(1);
  });

  it("tells a clock that is far off, by which signed requests would be refused", async () => {
    const at = (seconds: number) => ({ date: new Date(Date.now() + seconds * 1_000).toUTCString() });
    const far = await doctor(await slackThatSays({ headers: at(900) }));
    expect(far.said).toMatch(/✗ Slack: this machine's clock is \d{3} s behind Slack's/u);
    expect(far.code).toBe(1);
    const near = await doctor(await slackThatSays({ headers: at(-120) }));
    expect(near.said).toMatch(/! Slack: this machine's clock is \d{3} s ahead/u);
    expect(near.code).toBe(0);
  });

  it("tells a Slack that is out of reach, and a secret of the wrong form", async () => {
    const { code, said } = await doctor({
      SLACK_BOT_TOKEN: `xoxb-${secret}`,
      SLACK_SIGNING_SECRET: secret,
      SLACK_API_URL: `http://127.0.0.1:${await closedPort()}/api/`,
    });
    expect(said).toContain("✗ Slack: cannot be reached: ECONNREFUSED");
    expect(said).toContain("SLACK_SIGNING_SECRET is not 32 hexadecimal digits");
    expect(code).toBe(1);
  });

  it("tries Socket Mode where an app token is set", async () => {
    const { SLACK_SIGNING_SECRET: _, ...env } = await slackThatSays();
    const good = await doctor({ ...env, SLACK_APP_TOKEN: "xapp-test" });
    expect(good.said).toContain("Socket Mode can be opened");
    const { SLACK_SIGNING_SECRET: __, ...again } = await slackThatSays();
    const bad = await doctor({ ...again, SLACK_APP_TOKEN: `xapp-${secret}` });
    expect(bad.said).toContain("✗ Slack: Socket Mode cannot be opened with SLACK_APP_TOKEN: invalid_auth");
    expect(bad.code).toBe(1);
  });
});

describe("the doctor on Teams", () => {
  it.each([
    ["AADSTS7000215: Invalid client secret provided.", "Copy the secret's value, not its id"],
    ["AADSTS7000222: The provided client secret keys are expired.", "has run out"],
    ["AADSTS700016: Application was not found.", "is not registered in TEAMS_TENANT_ID"],
    ["Something canary new.", "Check TEAMS_APP_ID, TEAMS_APP_PASSWORD and TEAMS_TENANT_ID"],
  ])("tells what %s means", async (error_description, advice) => {
    const microsoft = await microsoftThatSays({ error: "invalid_client", error_description });
    const { code, said } = await doctor(teams, ...microsoft.args);
    expect(said).toContain("✗ Teams: Microsoft gives no token");
    expect(said).toContain(advice);
    expect(code).toBe(1);
  });

  it("tells ids of the wrong form, and keys that cannot be had", async () => {
    const microsoft = await microsoftThatSays({ access_token: "canary" }, {});
    const env = { ...teams, TEAMS_APP_ID: "mesh", TEAMS_APP_PASSWORD: guid };
    const { code, said } = await doctor(env, ...microsoft.args);
    expect(said).toContain("TEAMS_APP_ID is not the form of an id");
    expect(said).toContain("TEAMS_APP_PASSWORD looks like a secret's id");
    expect(said).toContain("✗ Teams: the keys that sign for Teams cannot be had: HTTP 200");
    expect(code).toBe(1);
  });
});

describe("the doctor on the store, the catalog and the public address", () => {
  it("tells a database that cannot be used, without its password", async () => {
    const { code, said } = await doctor({
      DATABASE_URL: `postgres://mesh:${secret}@127.0.0.1:${await closedPort()}/mesh`,
    });
    expect(said).toContain("✗ Store: cannot be used: ECONNREFUSED");
    expect(code).toBe(1);
    expect((await doctor({ STATE_DIR: "/dev/null/nowhere" })).code).toBe(1);
  });

  it("looks at the tables and at what is sealed, and changes nothing", async () => {
    const folder = temporaryFolder();
    const { installations } = await temporaryStore(folder);
    const [key, other] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)].map((it) => it.toString("base64"));
    const sealer = createSealer({ current: key ?? "" });
    await installations.put({ tenant: "T1", sealed: sealer.seal("xoxb-canary", "T1") }, 0);
    expect((await doctor({ STATE_DIR: folder })).said).toContain("its tables are up to date");
    const { SLACK_BOT_TOKEN: _, ...slack } = await slackThatSays();
    const many = {
      ...slack,
      STATE_DIR: folder,
      SLACK_CLIENT_ID: "1.2",
      SLACK_CLIENT_SECRET: secret,
      PUBLIC_URL: `https://127.0.0.1:${await closedPort()}`,
    };
    const good = await doctor({ ...many, ENCRYPTION_KEY: key ?? "" });
    expect(good.said).toContain("the tokens of 1 workspaces open with the key");
    expect(good.said).toContain("! PUBLIC_URL: no Mesh Advisor was found there from here: ECONNREFUSED");
    expect(good.code).toBe(0);
    const bad = await doctor({ ...many, ENCRYPTION_KEY: other ?? "" });
    expect(bad.said).toContain("✗ Store: the tokens of 1 of 1 workspaces do not open with the key");
    expect(bad.code).toBe(1);
  });

  it("tells where an overlay has a mistake", async () => {
    const { code, said } = await doctor({ CATALOG_OVERLAY: "/nowhere/at/all" });
    expect(said).toContain("✗ Catalog:");
    expect(said).toContain("/nowhere/at/all");
    expect(code).toBe(1);
  });
});
