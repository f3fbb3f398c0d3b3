/** The whole product under load: Slack, Teams, a store and metrics, with others in the place of Slack and Microsoft. */
import { startApp } from "../src/app.ts";
import { readConfig } from "../src/config.ts";
import { createLog } from "../src/log.ts";
import { appId, authOf, tenantId } from "../test/fakes/bot-framework.ts";
import { botId, botUserId, signingSecret } from "../test/fakes/slack-request.ts";
import { serving } from "./child.ts";

const [connector, folder] = process.argv.slice(2);
const origin = `http://127.0.0.1:${connector}`;
const counts = { faults: 0 };
const isFault = (line: string) => /^\{"level":(?:50|60),/u.test(line);

const log = createLog("info", {
  write(line) {
    if (!isFault(line)) return;
    counts.faults++;
    process.stderr.write(line);
  },
});
const config = readConfig({
  HOST: "127.0.0.1",
  PORT: "0",
  METRICS_PORT: "0",
  STATE_DIR: folder,
  SLACK_BOT_TOKEN: "xoxb-1",
  SLACK_SIGNING_SECRET: signingSecret,
  SLACK_BOT_ID: botId,
  SLACK_BOT_USER_ID: botUserId,
  SLACK_API_URL: `${origin}/api/`,
  TEAMS_APP_ID: appId,
  TEAMS_APP_PASSWORD: "unused",
  TEAMS_TENANT_ID: tenantId,
});
const uncaught = (error: unknown) => {
  counts.faults++;
  console.error(error);
};
process.on("uncaughtException", uncaught);
process.on("unhandledRejection", uncaught);
const { address } = await startApp(config, log, {
  outside: { teamsAuth: authOf(origin) },
});
serving(Number(new URL(address).port), () => counts);
