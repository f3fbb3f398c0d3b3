/** Asks Microsoft for a token with the bot's credentials, and whether the keys that sign for Teams can be had. */
import type { TeamsConfig } from "../config-teams.ts";
import { examineClock } from "./clock.ts";
import { about, type Finding } from "./finding.ts";
import { type Answer, reach } from "./reach.ts";

const teams = about("Teams");

export type MicrosoftAddresses = {
  /** Where tokens are given. */
  readonly login: string;
  /** What tells where the keys are that sign for Teams. */
  readonly keys: string;
};

export const publicCloud: MicrosoftAddresses = {
  login: "https://login.microsoftonline.com",
  keys: "https://login.botframework.com/v1/.well-known/openidconfiguration",
};

const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu;

/** Microsoft's codes, and what to do about each. */
const advice: Readonly<Record<string, string>> = {
  AADSTS7000215: "TEAMS_APP_PASSWORD is not one of this app's secrets. Copy the secret's value, not its id.",
  AADSTS7000222: "TEAMS_APP_PASSWORD has run out. Make a new client secret of the app registration.",
  AADSTS700016:
    "TEAMS_APP_ID is not registered in TEAMS_TENANT_ID. Check both in the app registration's overview.",
  AADSTS90002:
    "TEAMS_TENANT_ID is no tenant. Copy the directory (tenant) id from the app registration's overview.",
  AADSTS900023:
    "TEAMS_TENANT_ID is no tenant. Copy the directory (tenant) id from the app registration's overview.",
};

export async function examineTeams(
  config: TeamsConfig,
  { login, keys }: MicrosoftAddresses,
  now: () => number,
): Promise<readonly Finding[]> {
  if (config.local)
    return [
      teams.warning(
        "TEAMS_LOCAL answers clients on this machine without credentials",
        "That is for trying it out; set TEAMS_APP_ID, TEAMS_APP_PASSWORD and TEAMS_TENANT_ID to serve Teams.",
      ),
    ];
  const shapes = [
    ["TEAMS_APP_ID", config.appId],
    ["TEAMS_TENANT_ID", config.tenantId],
    ...config.allowedTenants.map((tenant) => ["TEAMS_ALLOWED_TENANTS", tenant] as const),
  ] as const;
  const misshapen = [...new Set(shapes.filter(([, value]) => !guid.test(value)).map(([name]) => name))];
  const found = misshapen.map((name) =>
    teams.mistake(
      `${name} is not the form of an id, 00000000-0000-0000-0000-000000000000`,
      "Copy it from the app registration's overview.",
    ),
  );
  if (guid.test(config.appPassword))
    found.push(
      teams.warning(
        "TEAMS_APP_PASSWORD looks like a secret's id",
        "Copy the secret's value; it is shown once, when it is made.",
      ),
    );
  return [...found, ...(await credentials(config, login, now)), await keysOf(keys)];
}

async function credentials(
  { appId, appPassword, tenantId }: Extract<TeamsConfig, { local: false }>,
  login: string,
  now: () => number,
): Promise<readonly Finding[]> {
  const answer = await reach(
    `${login.replace(/\/+$/u, "")}/${encodeURIComponent(tenantId)}/oauth2/v2.0/token`,
    {
      method: "POST",
      body: new URLSearchParams({
        grant_type: "client_credentials",
        client_id: appId,
        client_secret: appPassword,
        scope: "https://api.botframework.com/.default",
      }),
    },
  );
  if (typeof answer === "string")
    return [
      teams.mistake(
        `${new URL(login).host} cannot be reached: ${answer}`,
        "Let this machine reach it over HTTPS; without it no answer can be sent.",
      ),
    ];
  return [token(answer), ...examineClock(teams, "Microsoft's", answer, now())];
}

function token(answer: Answer): Finding {
  if (typeof answer.json?.access_token === "string")
    return teams.well("Microsoft gives a token for the credentials");
  const said = typeof answer.json?.error_description === "string" ? answer.json.error_description : "";
  const code = /AADSTS\d+/u.exec(said)?.[0];
  return teams.mistake(
    `Microsoft gives no token: ${code ?? `HTTP ${answer.status}`}`,
    advice[code ?? ""] ??
      "Check TEAMS_APP_ID, TEAMS_APP_PASSWORD and TEAMS_TENANT_ID in the app registration.",
  );
}

async function keysOf(address: string): Promise<Finding> {
  const answer = await reach(address);
  if (typeof answer !== "string" && typeof answer.json?.jwks_uri === "string")
    return teams.well("the keys that sign for Teams can be had");
  return teams.mistake(
    `the keys that sign for Teams cannot be had: ${typeof answer === "string" ? answer : `HTTP ${answer.status}`}`,
    `Let this machine reach ${new URL(address).host} over HTTPS; without them no message can be checked.`,
  );
}
