/** `npm run backup -- <file>`: writes everything that is kept to one file, while others go on working. */
import { existsSync } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { ConfigError, readConfig } from "../config.ts";
import { BackupError, backUp } from "../store/backup.ts";
import { reasonOf } from "../store/failures.ts";
import { openConfigured } from "../store/open.ts";
import { fileIn } from "../store/sqlite.ts";

/** Milliseconds a single statement may take. */
const patience = 10 * 60_000;

async function run(file: string): Promise<string> {
  const config = readConfig(process.env).state;
  if (!config) throw new BackupError("Set STATE_DIR or DATABASE_URL to what is to be backed up.");
  if ("folder" in config && !existsSync(fileIn(config.folder)))
    throw new BackupError(`There is nothing to back up in ${config.folder}: STATE_DIR names another folder?`);
  const opening = openConfigured(config, { info: () => {}, warn: () => {} }, patience);
  // Beside its place, so that what stands under the name is always a whole backup.
  const draft = `${file}.${process.pid}.part`;
  try {
    const handle = await open(draft, "wx", 0o600);
    let tables: Readonly<Record<string, number>>;
    try {
      ({ tables } = await backUp(opening, new Date(), (line) => handle.appendFile(`${line}\n`)));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, file);
    return `${file} holds ${told(tables)}. It is as confidential as what was decided; keep ENCRYPTION_KEY apart from it.`;
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  } finally {
    await opening.close();
  }
}

const told = (tables: Readonly<Record<string, number>>): string =>
  ["follows", "decisions", "installations", "deliveries"].map((it) => `${tables[it] ?? 0} ${it}`).join(", ");

const [file, ...more] = process.argv.slice(2);
if (file === undefined || file.startsWith("-") || more.length > 0) {
  console.error("Say where the backup goes: npm run backup -- <file>");
  process.exitCode = 1;
} else
  await run(file).then(console.log, (error: unknown) => {
    console.error(
      error instanceof ConfigError || error instanceof BackupError
        ? error.message
        : `No backup was written (${reasonOf(error)}). Check the file's folder, and STATE_DIR or DATABASE_URL.`,
    );
    process.exitCode = 1;
  });
