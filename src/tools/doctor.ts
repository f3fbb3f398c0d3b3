/** `npm run doctor`: checks the configuration against Slack, Microsoft, the database and the catalog, and says what to fix. */
import { parseArgs } from "node:util";
import { ownCatalog } from "../app.ts";
import { ConfigError, readConfig } from "../config.ts";
import { examineCatalog } from "../doctor/catalog.ts";
import { about, type Finding, report } from "../doctor/finding.ts";
import { examinePublicUrl } from "../doctor/public.ts";
import { examineSlack } from "../doctor/slack.ts";
import { examineStore } from "../doctor/store.ts";
import { examineTeams, publicCloud } from "../doctor/teams.ts";

const { values } = parseArgs({
  options: {
    // Other clouds have other addresses.
    "teams-login": { type: "string", default: publicCloud.login },
    "teams-keys": { type: "string", default: publicCloud.keys },
  },
});

try {
  const findings = await examine();
  console.log(report(findings));
  process.exitCode = findings.some(({ level }) => level === "mistake") ? 1 : 0;
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  console.log(error.message);
  process.exitCode = 1;
}

async function examine(): Promise<readonly Finding[]> {
  const config = readConfig(process.env);
  const { slack, teams, overlay } = config;
  const { publicUrl } = config.pictures;
  const off = (name: string) => [about(name).well("off; README.md says how to connect it")];
  const parts = await Promise.all([
    examineCatalog(ownCatalog, overlay, Date.now()),
    slack ? examineSlack(slack, Date.now) : off("Slack"),
    teams
      ? examineTeams(teams, { login: values["teams-login"], keys: values["teams-keys"] }, Date.now)
      : off("Teams"),
    examineStore(config),
    publicUrl === undefined ? [] : examinePublicUrl(publicUrl),
  ]);
  return parts.flat();
}
