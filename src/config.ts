/** Reads the configuration from environment variables: a platform is wholly configured or absent. */
import { z } from "zod";
import { readSlack, type SlackConfig } from "./config-slack.ts";

export type TeamsConfig =
  | { readonly local: true }
  | {
      readonly local: false;
      readonly appId: string;
      readonly appPassword: string;
      readonly tenantId: string;
      readonly allowedTenants: readonly string[];
      /** Host names replies may be sent to; a leading dot allows subdomains. */
      readonly serviceHosts: readonly string[];
    };

export type Config = {
  readonly production: boolean;
  readonly host: string;
  readonly port: number;
  readonly logLevel: string | undefined;
  /** How long it goes on taking requests after it was told to stop, in seconds. */
  readonly drain: number;
  /** Where Prometheus reads metrics; undefined keeps none. */
  readonly metrics: { readonly host: string; readonly port: number } | undefined;
  /** The address of the OpenTelemetry collector that traces go to; undefined keeps none. */
  readonly traces: string | undefined;
  /** Where wrong facts are reported: the address of a tracker's form for new issues. */
  readonly tracker: string | undefined;
  /** The folder of the company's own knowledge. */
  readonly overlay: string | undefined;
  /** Where state is kept: a folder, or the address of a PostgreSQL database; undefined keeps none. */
  readonly state: { readonly folder: string } | { readonly address: string } | undefined;
  /** The keys, in base64, that encrypt tokens which are kept. */
  readonly encryption: { readonly current: string; readonly previous?: string } | undefined;
  /** Ids of people who may do everything. */
  readonly admins: readonly string[];
  readonly slack: SlackConfig | undefined;
  readonly teams: TeamsConfig | undefined;
};

/** Every mistake in the configuration, each saying what to set. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  constructor(mistakes: readonly string[]) {
    super(
      `The configuration has ${mistakes.length === 1 ? "1 mistake" : `${mistakes.length} mistakes`}:\n${mistakes.map((it) => `  ${it}`).join("\n")}`,
    );
  }
}

/** The hosts from which Microsoft's public cloud delivers, and to which replies go. */
const publicCloudHosts = "smba.trafficmanager.net,.botframework.com";
const loopback = ["127.0.0.1", "localhost", "::1"];

const key = z
  .string()
  .refine((text) => Buffer.from(text, "base64").length === 32 && /^[A-Za-z0-9+/]+=*$/u.test(text), {
    error: "must be 32 bytes in base64; make one with: openssl rand -base64 32",
  });

const port = z.coerce.number("must be a port number").int("must be a whole number").min(0).max(65_535);

const shape = z.object({
  NODE_ENV: z.string().optional(),
  HOST: z.string().optional(),
  PORT: port.default(3978),
  DRAIN_SECONDS: z.coerce.number("must be a number of seconds").min(0).max(300).default(0),
  METRICS_PORT: port.optional(),
  METRICS_HOST: z.string().default("127.0.0.1"),
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .url({ protocol: /^https?$/u, error: "must be an http(s):// address" })
    .optional(),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).optional(),
  CATALOG_OVERLAY: z.string().optional(),
  STATE_DIR: z.string().optional(),
  DATABASE_URL: z.url({ protocol: /^postgres(?:ql)?$/u, error: "must be a postgres:// address" }).optional(),
  ADMINS: z.string().optional(),
  PUBLIC_URL: z.url({ protocol: /^https$/, error: "must be an https:// address" }).optional(),
  ENCRYPTION_KEY: key.optional(),
  ENCRYPTION_KEY_PREVIOUS: key.optional(),
  REPORT_URL: z.url({ protocol: /^https$/, error: "must be an https:// address" }).optional(),
  SLACK_BOT_TOKEN: z.string().startsWith("xoxb-", "must start with xoxb-").optional(),
  SLACK_CLIENT_ID: z.string().optional(),
  SLACK_CLIENT_SECRET: z.string().optional(),
  SLACK_SIGNING_SECRET: z.string().optional(),
  SLACK_APP_TOKEN: z.string().startsWith("xapp-", "must start with xapp-").optional(),
  SLACK_BOT_ID: z.string().optional(),
  SLACK_BOT_USER_ID: z.string().optional(),
  SLACK_REPORT_CHANNEL: z.string().regex(/^[CG]/u, "must be a channel id, C…").optional(),
  SLACK_API_URL: z.url("must be a URL").optional(),
  TEAMS_APP_ID: z.string().optional(),
  TEAMS_APP_PASSWORD: z.string().optional(),
  TEAMS_TENANT_ID: z.string().optional(),
  TEAMS_ALLOWED_TENANTS: z.string().optional(),
  TEAMS_SERVICE_HOSTS: z.string().optional(),
  TEAMS_LOCAL: z.enum(["0", "1"], "must be 1 or left out").optional(),
});

/** @throws {ConfigError} naming every mistake at once. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const set: Given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value.trim() !== ""),
  );
  const result = shape.safeParse(set);
  const mistakes = result.success
    ? []
    : result.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  const slack = readSlack(set, mistakes);
  const teams = readTeams(set, mistakes);
  if (set.STATE_DIR && set.DATABASE_URL)
    mistakes.push(
      "STATE_DIR and DATABASE_URL are both set: keep state in one place, and leave the other out",
    );
  if (!result.success || mistakes.length > 0) throw new ConfigError(mistakes);
  const variables = result.data;
  const reachable = slack !== undefined || (teams !== undefined && !teams.local);
  return {
    production: variables.NODE_ENV === "production",
    host: variables.HOST ?? (reachable ? "0.0.0.0" : "127.0.0.1"),
    port: variables.PORT,
    logLevel: variables.LOG_LEVEL,
    drain: variables.DRAIN_SECONDS,
    metrics:
      variables.METRICS_PORT === undefined
        ? undefined
        : { host: variables.METRICS_HOST, port: variables.METRICS_PORT },
    traces: variables.OTEL_EXPORTER_OTLP_ENDPOINT,
    tracker: variables.REPORT_URL,
    overlay: variables.CATALOG_OVERLAY,
    state: stateOf(variables),
    encryption: keysOf(variables),
    admins: listed(variables.ADMINS ?? ""),
    slack,
    teams,
  };
}

function stateOf({
  STATE_DIR: folder,
  DATABASE_URL: address,
}: {
  readonly STATE_DIR?: string | undefined;
  readonly DATABASE_URL?: string | undefined;
}): Config["state"] {
  if (folder !== undefined) return { folder };
  return address === undefined ? undefined : { address };
}

function keysOf({
  ENCRYPTION_KEY: current,
  ENCRYPTION_KEY_PREVIOUS: previous,
}: {
  readonly ENCRYPTION_KEY?: string | undefined;
  readonly ENCRYPTION_KEY_PREVIOUS?: string | undefined;
}): Config["encryption"] {
  return current === undefined ? undefined : { current, ...(previous !== undefined && { previous }) };
}

type Given = Readonly<Record<string, string | undefined>>;

function readTeams(given: Given, mistakes: string[]): TeamsConfig | undefined {
  const named = Object.keys(given).filter((key) => key.startsWith("TEAMS_") && key !== "TEAMS_LOCAL");
  if (given.TEAMS_LOCAL === "1") return readLocalTeams(given, named, mistakes);
  if (named.length === 0) return undefined;
  if (!given.TEAMS_APP_ID)
    mistakes.push("TEAMS_APP_ID is missing: without it nobody's messages could be trusted");
  if (!given.TEAMS_APP_PASSWORD)
    mistakes.push("TEAMS_APP_PASSWORD is missing: Teams needs the client secret");
  if (!given.TEAMS_TENANT_ID)
    mistakes.push("TEAMS_TENANT_ID is missing: Teams needs the tenant the app is registered in");
  if (!given.TEAMS_APP_ID || !given.TEAMS_APP_PASSWORD || !given.TEAMS_TENANT_ID) return undefined;
  return {
    local: false,
    appId: given.TEAMS_APP_ID,
    appPassword: given.TEAMS_APP_PASSWORD,
    tenantId: given.TEAMS_TENANT_ID,
    allowedTenants: listed(given.TEAMS_ALLOWED_TENANTS ?? given.TEAMS_TENANT_ID),
    serviceHosts: listed(given.TEAMS_SERVICE_HOSTS ?? publicCloudHosts),
  };
}

function readLocalTeams(given: Given, named: readonly string[], mistakes: string[]): TeamsConfig {
  if (given.NODE_ENV === "production")
    mistakes.push("TEAMS_LOCAL=1 is refused in production: it answers anyone; set TEAMS_APP_ID instead");
  if (named.length > 0)
    mistakes.push(`TEAMS_LOCAL=1 works without credentials: leave out ${named.join(", ")}`);
  if (given.HOST !== undefined && !loopback.includes(given.HOST))
    mistakes.push("HOST must be 127.0.0.1 with TEAMS_LOCAL=1: it answers anyone who reaches it");
  return { local: true };
}

const listed = (text: string): readonly string[] =>
  text
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");
