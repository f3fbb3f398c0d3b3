/** `npm run restore -- <file> [--replace]`: puts a backup back, all of it or nothing. */
import { createReadStream } from "node:fs";
import { ConfigError, readConfig } from "../config.ts";
import { BackupError } from "../store/backup.ts";
import { reasonOf } from "../store/failures.ts";
import { openConfigured } from "../store/open.ts";
import { restore } from "../store/restore.ts";

/** Milliseconds a single statement may take. */
const patience = 10 * 60_000;

async function run(file: string, replace: boolean): Promise<string> {
  const config = readConfig(process.env).state;
  if (!config) throw new BackupError("Set STATE_DIR or DATABASE_URL to where the backup is to go.");
  const opening = openConfigured(config, { info: () => {}, warn: () => {} }, patience);
  try {
    const { date, tables } = await restore(opening, linesOf(file), { replace });
    const rows = Object.values(tables).reduce((sum, count) => sum + count, 0);
    return `The backup of ${date} is back: ${rows} rows.`;
  } finally {
    await opening.close();
  }
}

/** Node's own reader of lines also breaks them at characters that JSON leaves as they are. */
async function* linesOf(file: string): AsyncGenerator<string> {
  let rest = "";
  for await (const chunk of createReadStream(file, "utf8")) {
    const lines = `${rest}${chunk}`.split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  if (rest !== "") yield rest;
}

const flags = process.argv.slice(2);
const files = flags.filter((it) => it !== "--replace");
const [file] = files;
if (file === undefined || file.startsWith("-") || files.length > 1) {
  console.error(
    "Say which backup: npm run restore -- <file>, with --replace where the database is not empty",
  );
  process.exitCode = 1;
} else
  await run(file, flags.includes("--replace")).then(console.log, (error: unknown) => {
    console.error(
      error instanceof ConfigError || error instanceof BackupError
        ? error.message
        : `Nothing was restored (${reasonOf(error)}). Check the file, and STATE_DIR or DATABASE_URL.`,
    );
    process.exitCode = 1;
  });
