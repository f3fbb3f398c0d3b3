/** Asks Slack about its tokens: whether they are good, whose they are, and which scopes they have. */
import type { SlackConfig } from "../config-slack.ts";
import { events, features, methods, optional } from "../platforms/slack/scopes.ts";
import { examineClock } from "./clock.ts";
import { about, type Finding } from "./finding.ts";
import { type Answer, reach } from "./reach.ts";

const slack = about("Slack");

const scopesOf = (...uses: readonly Readonly<Record<string, readonly string[]>>[]) =>
  new Set(uses.flatMap((use) => Object.values(use).flat()));

export async function examineSlack(config: SlackConfig, now: () => number): Promise<readonly Finding[]> {
  const base = (config.apiUrl ?? "https://slack.com/api/").replace(/\/*$/u, "/");
  const call = (method: string, token?: string) =>
    reach(base + method, {
      method: "POST",
      headers: {
        "content-type": "application/x-www-form-urlencoded",
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
    });
  // Without a token Slack says no, but it says so; with the clock it has.
  const answer = await call("auth.test", config.botToken);
  if (typeof answer === "string")
    return [
      slack.mistake(
        `cannot be reached: ${answer}`,
        `Let this machine reach ${new URL(base).host} over HTTPS, or set SLACK_API_URL to a proxy.`,
      ),
      ...secretShape(config),
    ];
  return [
    ...examineClock(slack, "Slack's", answer, now()),
    ...(config.botToken === undefined ? [] : token(answer, config)),
    ...secretShape(config),
    ...(config.appToken === undefined ? [] : socket(await call("apps.connections.open", config.appToken))),
    ...(config.distribution ? distribution(config.distribution) : []),
  ];
}

function token({ json, status, headers }: Answer, config: SlackConfig): readonly Finding[] {
  if (json?.ok !== true)
    return [
      slack.mistake(
        `does not take SLACK_BOT_TOKEN: ${word(json?.error) ?? `HTTP ${status}`}`,
        "Copy the Bot User OAuth Token (xoxb-…) anew, from OAuth & Permissions of the app; install the app again if it was revoked.",
      ),
    ];
  const found = [
    slack.well(`the token is the bot ${word(json.user_id) ?? "?"}'s, in ${word(json.team_id) ?? "?"}`),
  ];
  const strays = [
    config.botId !== undefined && config.botId !== json.bot_id && "SLACK_BOT_ID",
    config.botUserId !== undefined && config.botUserId !== json.user_id && "SLACK_BOT_USER_ID",
  ].filter((it) => it !== false);
  if (strays.length > 0)
    found.push(
      slack.mistake(
        `${strays.join(" and ")} ${strays.length === 1 ? "is" : "are"} not this token's`,
        `Set them to ${word(json.bot_id)} and ${word(json.user_id)}, or leave both out: then Slack is asked.`,
      ),
    );
  return [...found, ...scopes(headers.get("x-oauth-scopes"))];
}

/** What the manifests ask for, against what the token has. */
function scopes(header: string | null): readonly Finding[] {
  if (header === null)
    return [
      slack.warning("did not say which scopes the token has", "A proxy may have taken x-oauth-scopes away."),
    ];
  const has = new Set(header.split(",").map((it) => it.trim()));
  const lacking = [...scopesOf(events, methods, features)].filter((scope) => !has.has(scope));
  const again =
    "Paste the manifest under App Manifest of the app, and install the app again; the token stays.";
  const found: Finding[] = [];
  if (lacking.length > 0)
    found.push(
      slack.mistake(
        `the token lacks ${lacking.join(", ")}, which answering needs`,
        `manifests/slack/manifest.json asks for them. ${again}`,
      ),
    );
  for (const [feature, uses] of Object.entries(optional)) {
    const missing = [...scopesOf(uses)].filter((scope) => !has.has(scope));
    if (missing.length > 0)
      found.push(
        slack.warning(
          `for ${feature} the token lacks ${missing.join(", ")}`,
          `docs/slack.md says what does without. manifests/slack/manifest.full.json asks for them. ${again}`,
        ),
      );
  }
  return found.length > 0 ? found : [slack.well("the token has the scopes of every feature")];
}

function secretShape({ signingSecret, appToken }: SlackConfig): readonly Finding[] {
  if (signingSecret === undefined || appToken !== undefined) return [];
  if (/^[0-9a-f]{32}$/u.test(signingSecret)) return [slack.well("SLACK_SIGNING_SECRET has the right form")];
  return [
    slack.warning(
      "SLACK_SIGNING_SECRET is not 32 hexadecimal digits, as Slack's are",
      "Copy the Signing Secret from Basic Information; not the Client Secret, nor the Verification Token.",
    ),
  ];
}

function socket(answer: Answer | string): readonly Finding[] {
  if (typeof answer !== "string" && answer.json?.ok === true)
    return [slack.well("Socket Mode can be opened with SLACK_APP_TOKEN")];
  const why = typeof answer === "string" ? answer : (word(answer.json?.error) ?? `HTTP ${answer.status}`);
  return [
    slack.mistake(
      `Socket Mode cannot be opened with SLACK_APP_TOKEN: ${why}`,
      "Make an app-level token (xapp-…) with connections:write under Basic Information, and turn Socket Mode on.",
    ),
  ];
}

function distribution({ clientId }: NonNullable<SlackConfig["distribution"]>): readonly Finding[] {
  if (/^\d+\.\d+$/u.test(clientId)) return [slack.well("SLACK_CLIENT_ID has the right form")];
  return [
    slack.warning(
      "SLACK_CLIENT_ID is not two numbers with a dot",
      "Copy the Client ID from Basic Information.",
    ),
  ];
}

/** A word of Slack's, and nothing else it may have been made to say. */
function word(value: unknown): string | undefined {
  return typeof value === "string" && /^\w{1,60}$/u.test(value) ? value : undefined;
}
