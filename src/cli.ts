/** The terminal: one message as arguments, or a batch of messages on standard input. */
import { enableCompileCache } from "node:module";
import { parseArgs } from "node:util";
import { destination } from "pino";
import { ownCatalog, systemClock } from "./app.ts";
import type { Reply } from "./bot/ask.ts";
import { markdown } from "./card/markdown.ts";
import { page } from "./card/page.ts";
import { CatalogError } from "./catalog/mistake.ts";
import { folderOf } from "./catalog/versions.ts";
import { ConfigError, readConfig } from "./config.ts";
import { createLog } from "./log.ts";
import { createKeepingBot, createMeshBot } from "./lone-bot.ts";
import { fromTerminal } from "./platforms/console/from.ts";
import { linesOf } from "./platforms/console/lines.ts";
import { renderTerminal } from "./platforms/console/render.ts";
import { whileWorking } from "./platforms/console/working.ts";
import { renderSlack } from "./platforms/slack/drawing/render.ts";
import { renderTeams } from "./platforms/teams/render.ts";

enableCompileCache();

const formats = ["text", "markdown", "html", "json", "slack", "teams"] as const;
type Format = (typeof formats)[number];

const usage = `Usage: npm run --silent mesh -- [options] <message>

  --format <form>                      ${formats.join(", ")}; text unless said otherwise
  --batch                              read one message a line from standard input, print one JSON object a line
  --at YYYY-MM-DD                      answer as on that day
  --catalog <version or folder>        answer from that catalog
  --overlay <folder>                   with a company's own knowledge over it
  --help                               show this

For example: npm run --silent mesh -- compare istio linkerd`;

class UsageError extends Error {}

async function run(): Promise<void> {
  const { values, positionals } = readArguments();
  if (values.help) return void console.log(usage);
  const format = formats.find((it) => it === values.format);
  if (!format) throw new UsageError(`--format must be one of ${formats.join(", ")}`);
  const clock = values.at === undefined ? systemClock : clockAt(values.at);
  const options = {
    catalog: folderOf(values.catalog ?? ownCatalog, ownCatalog),
    overlay: values.overlay,
    clock,
    log: {
      info: () => {},
      error: ({ reference, err }: { reference: string; err: unknown }) => console.error(reference, err),
    },
  };
  const { STATE_DIR, DATABASE_URL, ADMINS } = process.env;
  const { state: kept } = readConfig({ STATE_DIR, DATABASE_URL, ADMINS });
  const { bot, close } = kept
    ? await createKeepingBot({ ...options, kept, storeLog: createLog("warn", destination(2)) })
    : { bot: createMeshBot(options), close: async () => {} };
  let count = 0;
  const ask = (text: string) =>
    bot.reply({
      platform: "terminal",
      via: "line",
      text,
      conversation: `terminal:${count++}`,
      from: fromTerminal,
    });

  if (values.batch) {
    for await (const input of linesOf(process.stdin))
      await print(`${JSON.stringify(publicForm(input, await ask(input)))}\n`);
    return close();
  }
  const input = positionals.join(" ");
  const reply = await whileWorking(process.stderr, ask(input));
  await print(reply.file && format === "text" ? reply.file.text : `${printed(input, reply, format)}\n`);
  if (reply.outcome === "fault") process.exitCode = 1;
  await close();
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        format: { type: "string", default: "text" },
        batch: { type: "boolean", default: false },
        at: { type: "string" },
        catalog: { type: "string" },
        overlay: { type: "string" },
        help: { type: "boolean", short: "h", default: false },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function clockAt(day: string) {
  const at = new Date(`${day}T12:00:00Z`);
  if (
    !/^\d{4}-\d{2}-\d{2}$/u.test(day) ||
    Number.isNaN(at.getTime()) ||
    at.toISOString().slice(0, 10) !== day
  )
    throw new UsageError(`--at takes a day as YYYY-MM-DD, not ${day}`);
  return { now: () => at };
}

/** Public and stable: what `--batch` prints a line, and `--format json`. */
const publicForm = (input: string, { command, outcome, answer, card, file }: Reply) => ({
  input,
  command,
  outcome,
  answer,
  card,
  ...(file && { file }),
});

function printed(input: string, reply: Reply, format: Format): string {
  switch (format) {
    case "text": {
      const { columns, isTTY = false } = process.stdout;
      const colour = isTTY && process.env.NO_COLOR === undefined;
      return renderTerminal(reply.card, { width: Math.min(columns || 100, 110), colour, prefix: "" });
    }
    case "markdown":
      return markdown(reply.card);
    case "html":
      return page(reply.card).trimEnd();
    case "json":
      return JSON.stringify(publicForm(input, reply));
    case "slack":
      return JSON.stringify(renderSlack(reply.card, { prefix: "/mesh " }), null, 2);
    case "teams":
      return JSON.stringify(renderTeams(reply.card, { prefix: "@Mesh " }), null, 2);
  }
}

/** Waits for a slow reader; ends quietly when it hangs up. */
const print = (text: string): Promise<void> =>
  new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => (error ? reject(error) : resolve()));
  });

process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

run().catch((error: unknown) => {
  if (error instanceof UsageError) console.error(`${error.message}\n\n${usage}`);
  else if (error instanceof CatalogError || error instanceof ConfigError) console.error(error.message);
  else console.error(error);
  process.exit(error instanceof UsageError ? 2 : 1);
});
