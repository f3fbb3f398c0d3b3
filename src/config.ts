/** Reads the configuration from environment variables: a platform is wholly configured or absent. */
import { z } from "zod";
import { type LimitsConfig, limitsOf, limitsShape } from "./config-limits.ts";
import { readSlack, type SlackConfig } from "./config-slack.ts";
import { readTeams, type TeamsConfig } from "./config-teams.ts";
import { listed, loopback } from "./config-values.ts";

export type Config = {
  readonly production: boolean;
  readonly host: string;
  readonly port: number;
  /** Whether this machine's own browser is served the page that shows answers as Slack and Teams do. */
  readonly playground: boolean;
  readonly logLevel: string | undefined;
  /** How long it goes on taking requests after it was told to stop, in seconds. */
  readonly drain: number;
  /** How long it may take after that to end what it has begun, in seconds. */
  readonly ending: number;
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
  readonly pictures: {
    /** The public address of this server; without one, no picture can be fetched. */
    readonly publicUrl?: string;
    /** Signs the addresses of pictures; without one they last as long as the process. */
    readonly secret?: string;
  };
  /** Ids of people who may do everything. */
  readonly admins: readonly string[];
  readonly limits: LimitsConfig;
  /** The domains whose links get a preview, at most five. */
  readonly previewDomains: readonly string[];
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

/** The sites that are linked to most often. */
const usualPreviews = "istio.io,linkerd.io,cilium.io,kuma.io,developer.hashicorp.com";

const key = z
  .string()
  .refine((text) => Buffer.from(text, "base64").length === 32 && /^[A-Za-z0-9+/]+=*$/u.test(text), {
    error: "must be 32 bytes in base64; make one with: openssl rand -base64 32",
  });

const seconds = z.coerce.number("must be a number of seconds").max(300);

const port = z.coerce.number("must be a port number").int("must be a whole number").min(0).max(65_535);

const shape = z.object({
  NODE_ENV: z.string().optional(),
  HOST: z.string().optional(),
  PORT: port.default(3978),
  PLAYGROUND: z.enum(["0", "1"], "must be 1, 0 or left out").optional(),
  ...limitsShape,
  DRAIN_SECONDS: seconds.min(0).default(0),
  STOP_SECONDS: seconds.min(1).default(25),
  METRICS_PORT: port.optional(),
  METRICS_HOST: z.string().default("127.0.0.1"),
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .url({ protocol: /^https?$/u, error: "must be an http(s):// address" })
    .optional(),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).optional(),
  CATALOG_OVERLAY: z.string().optional(),
  UNFURL_DOMAINS: z
    .string()
    .default(usualPreviews)
    .transform((text) => (text.trim() === "none" ? [] : listed(text)))
    .refine((all) => all.length <= 5, "names more than five domains; Slack allows five")
    .refine(
      (all) => all.every((it) => /^(?:[a-z0-9-]+\.)+[a-z]{2,}$/u.test(it)),
      "must be domains such as istio.io, separated by commas, or none",
    ),
  STATE_DIR: z.string().optional(),
  DATABASE_URL: z.url({ protocol: /^postgres(?:ql)?$/u, error: "must be a postgres:// address" }).optional(),
  PUBLIC_URL: z.url({ protocol: /^https$/, error: "must be an https:// address" }).optional(),
  CHART_KEY: z
    .string()
    .min(32, "must have 32 characters or more; openssl rand -base64 32 makes one")
    .optional(),
  ADMINS: z.string().optional(),
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
  SLACK_AGENT_VIEW: z.enum(["0", "1"], "must be 1 or left out").optional(),
  SLACK_API_URL: z.url("must be a URL").optional(),
  SLACK_CHARTS: z.literal("native", "must be native or left out").optional(),
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
  const reachable = slack !== undefined || (teams !== undefined && !teams.local);
  const playground = readPlayground(set, reachable, mistakes);
  if (set.STATE_DIR && set.DATABASE_URL)
    mistakes.push(
      "STATE_DIR and DATABASE_URL are both set: keep state in one place, and leave the other out",
    );
  if (!result.success || mistakes.length > 0) throw new ConfigError(mistakes);
  const variables = result.data;
  return {
    production: variables.NODE_ENV === "production",
    host: variables.HOST ?? (reachable && !playground ? "0.0.0.0" : "127.0.0.1"),
    port: variables.PORT,
    playground,
    logLevel: variables.LOG_LEVEL,
    drain: variables.DRAIN_SECONDS,
    ending: variables.STOP_SECONDS,
    metrics:
      variables.METRICS_PORT === undefined
        ? undefined
        : { host: variables.METRICS_HOST, port: variables.METRICS_PORT },
    traces: variables.OTEL_EXPORTER_OTLP_ENDPOINT,
    tracker: variables.REPORT_URL,
    overlay: variables.CATALOG_OVERLAY,
    state: stateOf(variables),
    encryption: keysOf(variables),
    pictures: picturesOf(set),
    admins: listed(variables.ADMINS ?? ""),
    limits: limitsOf(variables),
    previewDomains: variables.UNFURL_DOMAINS,
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

function picturesOf({ PUBLIC_URL: url, CHART_KEY, ENCRYPTION_KEY }: Given): Config["pictures"] {
  const secret = CHART_KEY ?? ENCRYPTION_KEY;
  return {
    ...(url !== undefined && { publicUrl: url.replace(/\/+$/u, "") }),
    ...(secret !== undefined && { secret }),
  };
}

type Given = Readonly<Record<string, string | undefined>>;

/** On where nobody else could reach it: for a trial, or where it is asked for. */
function readPlayground(given: Given, reachable: boolean, mistakes: string[]): boolean {
  const production = given.NODE_ENV === "production";
  const local = given.HOST === undefined || loopback.includes(given.HOST);
  if (given.PLAYGROUND !== "1") return given.PLAYGROUND === undefined && !production && local && !reachable;
  if (production) mistakes.push("PLAYGROUND=1 is refused in production: it answers anyone on the machine");
  if (!local) mistakes.push("HOST must be 127.0.0.1 with PLAYGROUND=1: it answers anyone who reaches it");
  return true;
}
