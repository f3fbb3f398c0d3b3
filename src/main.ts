/** The process edge: reads the environment, starts the app, opens a chat in the terminal, stops on a signal. */
import { enableCompileCache } from "node:module";
import type { App } from "./app.ts";
import type { Config } from "./config.ts";

// Everything else is loaded after this, so that it is compiled once and not at every start.
enableCompileCache();
const { startApp } = await import("./app.ts");
const { CatalogError } = await import("./catalog/mistake.ts");
const { ConfigError, readConfig } = await import("./config.ts");
const { createLog, hurried, unhurried } = await import("./log.ts");

const chats = process.stdin.isTTY === true && process.stdout.isTTY === true;

async function run(): Promise<void> {
  const config = readConfig(process.env);
  // In a chat the log goes to standard error, and only what matters, so that answers stay readable.
  const lines = chats ? hurried(2, console.error) : unhurried(1, console.error);
  const log = createLog(config.logLevel ?? (chats ? "warn" : "info"), lines);
  const app = await startApp(config, log);
  const stop = once(async () => {
    // Somewhere something may never end: a connection, the database, a call.
    setTimeout(
      () => {
        log.fatal(
          { seconds: config.ending },
          "a stop did not end within STOP_SECONDS; exiting with work undone",
        );
        process.exit(1);
      },
      (config.drain + config.ending) * 1_000,
    );
    await app.stop();
    await new Promise((resolve) => log.flush(resolve));
    process.exit(0);
  });
  process.on("SIGHUP", () => app.reload());
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
  console.log(greeting(config, app));
  if (!chats) return;
  const { chat } = await import("./platforms/console/chat.ts");
  await chat(app.bot, {
    input: process.stdin,
    output: process.stdout,
    colour: process.env.NO_COLOR === undefined,
  });
  await stop();
}

function once(action: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => (done ??= action());
}

function greeting({ slack, teams }: Config, { address, playground }: App): string {
  const on = [slack && nameOf(slack), teams && (teams.local ? "Teams (local clients)" : "Teams")].filter(
    (it) => it !== undefined,
  );
  const off = [
    slack ? undefined : "Slack: set SLACK_BOT_TOKEN and SLACK_SIGNING_SECRET (or SLACK_APP_TOKEN)",
    teams
      ? undefined
      : "Teams: set TEAMS_APP_ID, TEAMS_APP_PASSWORD and TEAMS_TENANT_ID (or TEAMS_LOCAL=1 to try it here)",
  ].filter((it) => it !== undefined);
  return [
    `Mesh Advisor listens on ${address}. Platforms on: ${on.length > 0 ? on.join(", ") : "none yet"}.`,
    ...(playground === "on"
      ? [`Open ${address} in a browser to see every answer as Slack and Teams show it.`]
      : []),
    ...(playground === "not-installed"
      ? ["The page that shows answers as Slack and Teams do needs the development packages: npm ci"]
      : []),
    ...(off.length > 0 ? ["To connect one, see README.md:", ...off.map((line) => `  ${line}`)] : []),
  ].join("\n");
}

function nameOf({ appToken, distribution }: NonNullable<Config["slack"]>): string {
  const how = [
    appToken && "Socket Mode",
    distribution && `many workspaces, which install it at ${distribution.publicUrl}/slack/install`,
  ].filter(Boolean);
  return how.length > 0 ? `Slack (${how.join("; ")})` : "Slack";
}

run().catch((error: unknown) => {
  if (error instanceof ConfigError || error instanceof CatalogError) console.error(error.message);
  else if (error instanceof Error && "code" in error && error.code === "EADDRINUSE")
    console.error(`${error.message}. Set PORT to a free port.`);
  else console.error(error);
  process.exit(1);
});
