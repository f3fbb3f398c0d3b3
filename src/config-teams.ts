/** Teams' part of the configuration: an app registration, or local clients without credentials. */
import { listed, loopback } from "./config-values.ts";

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

/** The hosts from which Microsoft's public cloud delivers, and to which replies go. */
const publicCloudHosts = "smba.trafficmanager.net,.botframework.com";

type Given = Readonly<Record<string, string | undefined>>;

/** Adds every mistake it finds. */
export function readTeams(given: Given, mistakes: string[]): TeamsConfig | undefined {
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
