/** How long it takes from the command line to the first answer. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { slashRequest } from "../test/fakes/slack-request.ts";
import { question } from "./answer.ts";
import { aimsOf, median, rounded, tableOf } from "./table.ts";

const environment = {
  PATH: process.env.PATH,
  HOME: process.env.HOME,
  HOST: "127.0.0.1",
  PORT: "0",
  SLACK_BOT_TOKEN: "xoxb-1",
  SLACK_SIGNING_SECRET: "a-signing-secret",
  SLACK_BOT_ID: "B1",
  SLACK_BOT_USER_ID: "U0",
};

const programs = { "an empty Bolt app": "./empty-bolt.ts", "Mesh Advisor": "../src/main.ts" };

export async function coldStart(rounds = 7): Promise<string> {
  const figures = Object.fromEntries(Object.keys(programs).map((name) => [name, [] as number[]]));
  for (let round = 0; round <= rounds; round++)
    for (const [name, file] of Object.entries(programs)) {
      const took = await startOnce(file);
      // The first start fills the compile cache and the file system's.
      if (round > 0) figures[name]?.push(took);
    }
  const [bolt = 1] = Object.values(figures).map(median);
  const rows = Object.entries(figures).map(([name, all]) => [
    name,
    rounded(median(all)),
    rounded(median(all) / bolt),
  ]);
  const what = "Mesh Advisor ÷ an empty Bolt app";
  const is = median(figures["Mesh Advisor"] ?? []) / bolt;
  return `${tableOf(["to the first answer", "ms", "ratio"], rows)}\n\n${aimsOf([{ what, at: "most", aim: 1.5, is }])}`;
}

async function startOnce(file: string): Promise<number> {
  const started = performance.now();
  const child = spawn(process.execPath, [fileURLToPath(new URL(file, import.meta.url))], {
    env: environment,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const address = await new Promise<string>((resolve, reject) => {
    let heard = "";
    child.stdout.on("data", (chunk) => {
      heard += chunk;
      const said = /listens on (http:\/\/[^ ]+:\d+)/u.exec(heard)?.[1];
      if (said) resolve(said);
    });
    child.once("exit", () => reject(new Error(`${file} ended by itself`)));
  });
  const { body, headers } = slashRequest(question);
  const answer = await fetch(`${address}/slack/events`, { method: "POST", body, headers });
  await answer.text();
  const took = performance.now() - started;
  if (answer.status !== 200) throw new Error(`${file} answered ${answer.status}`);
  // A program that ends by itself keeps what was compiled.
  child.kill("SIGTERM");
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  return took;
}
