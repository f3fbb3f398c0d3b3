/** A Bolt app that does nothing but acknowledge a command: the least a Slack bot can be. */
import { App } from "@slack/bolt";

const app = new App({
  signingSecret: "a-signing-secret",
  authorize: async () => ({ botToken: "xoxb-1", botId: "B1", botUserId: "U0" }),
});
app.command("/mesh", ({ ack }) => ack("Hello."));
const server = await app.start(0);
const address = server.address();
console.log(`listens on http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`);
