/** The real server in a process of its own, so that it may crash; Slack and Microsoft are the fakes at the addresses given. */
import { startApp } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import { createLog, hurried } from "../../src/log.ts";
import { appId, authOf, tenantId } from "../fakes/bot-framework.ts";
import { botId, botUserId, signingSecret } from "../fakes/slack-request.ts";

const [slack = "", microsoft = ""] = process.argv.slice(2);
const config = readConfig({
  HOST: "127.0.0.1",
  PORT: "0",
  // Who is told to wait shows nothing of what would have been answered.
  RATE_LIMIT_PERSON: "0",
  RATE_LIMIT_CHANNEL: "0",
  SLACK_BOT_TOKEN: "xoxb-test",
  SLACK_SIGNING_SECRET: signingSecret,
  SLACK_BOT_ID: botId,
  SLACK_BOT_USER_ID: botUserId,
  SLACK_API_URL: `${slack}/api/`,
  TEAMS_APP_ID: appId,
  TEAMS_APP_PASSWORD: "unused",
  TEAMS_TENANT_ID: tenantId,
});
const app = await startApp(config, createLog("error", hurried(2)), {
  outside: { teamsAuth: authOf(microsoft) },
});
console.log(`listens on ${app.address}`);

process.on("SIGTERM", async () => {
  await app.stop();
  if ("polluted" in {} || "a" in {}) console.error("every object has a new property");
  process.exit(0);
});
