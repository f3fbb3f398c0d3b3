/** Slack's part of the configuration: one workspace by its token, or many by installation. */

type Shared = {
  /** HTTP deliveries are checked with it; unused in Socket Mode. */
  readonly signingSecret?: string;
  /** Its presence selects Socket Mode. */
  readonly appToken?: string;
  readonly botId?: string;
  readonly botUserId?: string;
  /** The id of the channel that reports of wrong facts are posted in. */
  readonly reportChannel?: string;
  readonly apiUrl?: string;
  /** The app has Slack's agent view. */
  readonly agentView?: boolean;
  /** Charts are drawn by Slack itself, where its workspace has that. */
  readonly charts?: "native";
};

type SlackDistribution = {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where people reach this server: https, without a slash at its end. */
  readonly publicUrl: string;
};

export type SlackConfig = Shared &
  (
    | { readonly botToken: string; readonly distribution?: never }
    | { readonly botToken?: never; readonly distribution: SlackDistribution }
  );

type Given = Readonly<Record<string, string | undefined>>;

/** Adds every mistake it finds. */
export function readSlack(given: Given, mistakes: string[]): SlackConfig | undefined {
  const named = Object.keys(given).filter((key) => key.startsWith("SLACK_"));
  const distributed = named.some((key) => key.startsWith("SLACK_CLIENT_"));
  if (!distributed && (given.ENCRYPTION_KEY || given.ENCRYPTION_KEY_PREVIOUS))
    mistakes.push(
      "ENCRYPTION_KEY has nothing to encrypt: set SLACK_CLIENT_ID and SLACK_CLIENT_SECRET for many Slack workspaces, or leave it out",
    );
  if (named.length === 0) return undefined;
  if (!given.SLACK_SIGNING_SECRET && !given.SLACK_APP_TOKEN)
    mistakes.push(
      "SLACK_SIGNING_SECRET is missing: Slack needs it, or SLACK_APP_TOKEN (xapp-…) for Socket Mode",
    );
  const shared = {
    ...(given.SLACK_SIGNING_SECRET && { signingSecret: given.SLACK_SIGNING_SECRET }),
    ...(given.SLACK_APP_TOKEN && { appToken: given.SLACK_APP_TOKEN }),
    ...(given.SLACK_BOT_ID && { botId: given.SLACK_BOT_ID }),
    ...(given.SLACK_BOT_USER_ID && { botUserId: given.SLACK_BOT_USER_ID }),
    ...(given.SLACK_REPORT_CHANNEL && { reportChannel: given.SLACK_REPORT_CHANNEL }),
    ...(given.SLACK_AGENT_VIEW === "1" && { agentView: true }),
    ...(given.SLACK_CHARTS === "native" && { charts: "native" as const }),
    ...(given.SLACK_API_URL && { apiUrl: given.SLACK_API_URL }),
  };
  if (distributed) {
    const distribution = readDistribution(given, mistakes);
    return distribution && { ...shared, distribution };
  }
  if (given.SLACK_BOT_TOKEN) return { ...shared, botToken: given.SLACK_BOT_TOKEN };
  mistakes.push(
    "SLACK_BOT_TOKEN is missing: Slack needs the bot token (xoxb-…), or SLACK_CLIENT_ID and SLACK_CLIENT_SECRET for many workspaces",
  );
  return undefined;
}

/** What belongs to one workspace, and has no meaning in many. */
const ofOne = ["SLACK_BOT_TOKEN", "SLACK_BOT_ID", "SLACK_BOT_USER_ID", "SLACK_REPORT_CHANNEL"];

function readDistribution(given: Given, mistakes: string[]): SlackDistribution | undefined {
  const needed = {
    SLACK_CLIENT_ID: "under Basic Information of the Slack app",
    SLACK_CLIENT_SECRET: "under Basic Information of the Slack app",
    PUBLIC_URL: "the https:// address of this server, to which Slack sends people back",
    ENCRYPTION_KEY: "it encrypts the tokens that are kept; make one with: openssl rand -base64 32",
  };
  for (const [name, what] of Object.entries(needed))
    if (!given[name]) mistakes.push(`${name} is missing: many Slack workspaces need it (${what})`);
  if (!given.STATE_DIR && !given.DATABASE_URL)
    mistakes.push(
      "STATE_DIR or DATABASE_URL is missing: many Slack workspaces need a place for their tokens",
    );
  const strays = ofOne.filter((name) => given[name]);
  if (strays.length > 0)
    mistakes.push(
      `${strays.join(", ")}: ${strays.length === 1 ? "belongs" : "belong"} to one workspace, and SLACK_CLIENT_ID serves many; leave one of the two out`,
    );
  if (given.ENCRYPTION_KEY_PREVIOUS && given.ENCRYPTION_KEY_PREVIOUS === given.ENCRYPTION_KEY)
    mistakes.push("ENCRYPTION_KEY_PREVIOUS is ENCRYPTION_KEY: set it to the key before, or leave it out");
  const { SLACK_CLIENT_ID: clientId, SLACK_CLIENT_SECRET: clientSecret, PUBLIC_URL: publicUrl } = given;
  if (!clientId || !clientSecret || !publicUrl) return undefined;
  return { clientId, clientSecret, publicUrl: publicUrl.replace(/\/+$/u, "") };
}
