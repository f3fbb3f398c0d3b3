import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ConfigError, readConfig } from "../src/config.ts";

const slack = { SLACK_BOT_TOKEN: "xoxb-1", SLACK_SIGNING_SECRET: "s" };
const key = Buffer.alloc(32, 1).toString("base64");
const many = {
  SLACK_CLIENT_ID: "1.2",
  SLACK_CLIENT_SECRET: "cs",
  SLACK_SIGNING_SECRET: "s",
  PUBLIC_URL: "https://mesh.example.com/",
  ENCRYPTION_KEY: key,
  STATE_DIR: "state",
};
const teams = { TEAMS_APP_ID: "app", TEAMS_APP_PASSWORD: "pw", TEAMS_TENANT_ID: "tenant" };

const mistakes = (environment: Record<string, string>): string => {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error("the configuration was accepted");
};

describe("the configuration", () => {
  it("is local when nothing is set, and open when a platform is", () => {
    expect(readConfig({})).toMatchObject({
      host: "127.0.0.1",
      port: 3978,
      slack: undefined,
      teams: undefined,
    });
    expect(readConfig(slack).host).toBe("0.0.0.0");
    expect(readConfig(teams).host).toBe("0.0.0.0");
    expect(readConfig({ TEAMS_LOCAL: "1" }).host).toBe("127.0.0.1");
  });

  it("takes empty values for unset ones", () => {
    expect(readConfig({ SLACK_BOT_TOKEN: "", PORT: " " })).toMatchObject({ slack: undefined, port: 3978 });
  });

  it("knows Slack over HTTP and in Socket Mode", () => {
    expect(readConfig(slack).slack).toEqual({ botToken: "xoxb-1", signingSecret: "s" });
    expect(readConfig({ SLACK_BOT_TOKEN: "xoxb-1", SLACK_APP_TOKEN: "xapp-1" }).slack).toEqual({
      botToken: "xoxb-1",
      appToken: "xapp-1",
    });
  });

  it("knows many Slack workspaces, over HTTP and in Socket Mode, on either database", () => {
    const distribution = { clientId: "1.2", clientSecret: "cs", publicUrl: "https://mesh.example.com" };
    const config = readConfig(many);
    expect(config.slack).toEqual({ signingSecret: "s", distribution });
    expect(config.encryption).toEqual({ current: key });
    const { STATE_DIR: _, SLACK_SIGNING_SECRET: __, ...rest } = many;
    const previous = Buffer.alloc(32, 2).toString("base64");
    const other = readConfig({
      ...rest,
      SLACK_APP_TOKEN: "xapp-1",
      DATABASE_URL: "postgres://localhost/mesh",
      ENCRYPTION_KEY_PREVIOUS: previous,
    });
    expect(other.slack).toEqual({ appToken: "xapp-1", distribution });
    expect(other.encryption).toEqual({ current: key, previous });
  });

  it.each([
    "SLACK_CLIENT_ID",
    "SLACK_CLIENT_SECRET",
    "SLACK_SIGNING_SECRET",
    "PUBLIC_URL",
    "ENCRYPTION_KEY",
    "STATE_DIR",
  ])("for many workspaces says that %s is missing", (name) => {
    expect(mistakes({ ...many, [name]: "" })).toMatch(new RegExp(`^ {2}.*${name}.* is missing`, "mu"));
  });

  it("serves the playground to this machine, beside a real platform only where that is asked for", () => {
    for (const environment of [{}, { TEAMS_LOCAL: "1" }, { HOST: "localhost" }])
      expect(readConfig(environment).playground).toBe(true);
    const off = [{ PLAYGROUND: "0" }, { HOST: "0.0.0.0" }, { NODE_ENV: "production" }, slack, teams];
    for (const environment of off) expect(readConfig(environment).playground).toBe(false);
    expect(readConfig({ ...slack, PLAYGROUND: "1" })).toMatchObject({ playground: true, host: "127.0.0.1" });
  });

  it("knows where pictures are found, and what signs their addresses", () => {
    expect(readConfig({}).pictures).toEqual({});
    const key = "k".repeat(32);
    expect(readConfig({ PUBLIC_URL: "https://mesh.example.com/", CHART_KEY: key }).pictures).toEqual({
      publicUrl: "https://mesh.example.com",
      secret: key,
    });
    expect(readConfig({ ...slack, SLACK_CHARTS: "native" }).slack).toMatchObject({ charts: "native" });
    expect(mistakes({ PUBLIC_URL: "http://mesh.example.com" })).toContain("PUBLIC_URL: must be an https://");
    expect(mistakes({ CHART_KEY: "short" })).toContain("CHART_KEY: must have 32 characters");
    expect(mistakes({ ...slack, SLACK_CHARTS: "yes" })).toContain("SLACK_CHARTS: must be native");
  });

  it("allows the bot's own tenant and Microsoft's public cloud unless told otherwise", () => {
    expect(readConfig(teams).teams).toMatchObject({
      allowedTenants: ["tenant"],
      serviceHosts: ["smba.trafficmanager.net", ".botframework.com"],
    });
    expect(
      readConfig({ ...teams, TEAMS_ALLOWED_TENANTS: "a, b", TEAMS_SERVICE_HOSTS: "smba.infra.gov" }).teams,
    ).toMatchObject({ allowedTenants: ["a", "b"], serviceHosts: ["smba.infra.gov"] });
  });

  it.each([
    [{ SLACK_BOT_TOKEN: "xoxb-1" }, "SLACK_SIGNING_SECRET is missing"],
    [{ SLACK_SIGNING_SECRET: "s" }, "SLACK_BOT_TOKEN is missing"],
    [{ SLACK_BOT_ID: "B1" }, "SLACK_BOT_TOKEN is missing"],
    [{ ...many, SLACK_BOT_TOKEN: "xoxb-1" }, "SLACK_BOT_TOKEN: belongs to one workspace"],
    [
      { ...many, SLACK_BOT_ID: "B1", SLACK_REPORT_CHANNEL: "C1" },
      "SLACK_BOT_ID, SLACK_REPORT_CHANNEL: belong to one",
    ],
    [{ ...many, PUBLIC_URL: "http://mesh.example.com" }, "PUBLIC_URL: must be an https:// address"],
    [{ ...many, ENCRYPTION_KEY: "c2hvcnQ=" }, "ENCRYPTION_KEY: must be 32 bytes in base64"],
    [{ ...many, ENCRYPTION_KEY_PREVIOUS: "no" }, "ENCRYPTION_KEY_PREVIOUS: must be 32 bytes"],
    [{ ...many, ENCRYPTION_KEY_PREVIOUS: key }, "ENCRYPTION_KEY_PREVIOUS is ENCRYPTION_KEY"],
    [{ ...slack, ENCRYPTION_KEY: key }, "ENCRYPTION_KEY has nothing to encrypt"],
    [{ ENCRYPTION_KEY: key }, "ENCRYPTION_KEY has nothing to encrypt"],
    [{ ...slack, SLACK_CLIENT_ID: "1.2" }, "SLACK_CLIENT_SECRET is missing"],
    [{ TEAMS_APP_ID: "a", TEAMS_APP_PASSWORD: "b" }, "TEAMS_TENANT_ID is missing"],
    [{ TEAMS_ALLOWED_TENANTS: "t" }, "TEAMS_APP_ID is missing"],
    [{ TEAMS_LOCAL: "1", NODE_ENV: "production" }, "refused in production"],
    [{ TEAMS_LOCAL: "1", HOST: "0.0.0.0" }, "HOST must be 127.0.0.1"],
    [{ TEAMS_LOCAL: "1", ...teams }, "leave out TEAMS_APP_ID"],
    [{ PLAYGROUND: "1", NODE_ENV: "production" }, "refused in production"],
    [{ PLAYGROUND: "1", HOST: "0.0.0.0" }, "HOST must be 127.0.0.1 with PLAYGROUND=1"],
    [{ PLAYGROUND: "yes" }, "PLAYGROUND"],
    [{ PORT: "99999" }, "PORT"],
    [{ LOG_LEVEL: "loud" }, "LOG_LEVEL"],
    [{ UNFURL_DOMAINS: "a.io,b.io,c.io,d.io,e.io,f.io" }, "more than five"],
    [{ UNFURL_DOMAINS: "https://istio.io" }, "must be domains"],
    [{ SLACK_AGENT_VIEW: "yes", SLACK_BOT_TOKEN: "xoxb-1", SLACK_SIGNING_SECRET: "s" }, "SLACK_AGENT_VIEW"],
  ])("refuses %j: %s", (environment, message) => {
    expect(mistakes(environment)).toContain(message);
  });

  it("previews links of the sites linked to most, of others, or of none", () => {
    expect(readConfig({}).previewDomains).toHaveLength(5);
    expect(readConfig({ UNFURL_DOMAINS: "istio.io, wiki.example.com" }).previewDomains).toEqual([
      "istio.io",
      "wiki.example.com",
    ]);
    expect(readConfig({ UNFURL_DOMAINS: "none" }).previewDomains).toEqual([]);
  });

  it("knows whether Slack shows the bot as an agent", () => {
    const slack = { SLACK_BOT_TOKEN: "xoxb-1", SLACK_SIGNING_SECRET: "s" };
    expect(readConfig({ ...slack, SLACK_AGENT_VIEW: "1" }).slack?.agentView).toBe(true);
    expect(readConfig({ ...slack, SLACK_AGENT_VIEW: "0" }).slack).not.toHaveProperty("agentView");
  });

  it("never repeats a secret in its complaint", () => {
    const said = mistakes({
      SLACK_BOT_TOKEN: "canary-4711",
      SLACK_APP_TOKEN: "canary-4712",
      SLACK_CLIENT_SECRET: "canary-4713",
      ENCRYPTION_KEY: "canary-4714",
      ENCRYPTION_KEY_PREVIOUS: "canary-4714",
    });
    expect(said).not.toContain("canary");
  });

  it("is documented, every variable of it, in .env.example", () => {
    const source = readFileSync(new URL("../src/config.ts", import.meta.url), "utf8");
    const variables = [...source.matchAll(/^ {2}([A-Z][A-Z_]+):/gmu)].map(([, name]) => name);
    const documented = readFileSync(new URL("../.env.example", import.meta.url), "utf8");
    expect(variables.length).toBeGreaterThan(12);
    for (const name of variables)
      expect(documented, `${name} is not in .env.example`).toMatch(new RegExp(`^#${name}=`, "mu"));
  });
});
