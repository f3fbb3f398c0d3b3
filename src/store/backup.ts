/** Writes everything a database keeps as lines of JSON, the same whichever database that is. */
import { sql, type Transaction } from "kysely";
import { columns, keys, type TableName, tableNames } from "./columns.ts";
import { namesDone, type Opening } from "./database.ts";
import { migrations } from "./migrations.ts";
import type { Tables } from "./tables.ts";

/** A reason why a backup is not written or not taken back, for the person at the keyboard. */
export class BackupError extends Error {
  override readonly name = "BackupError";
}

export const format = "mesh-advisor backup";
/** Raised when lines mean something else; tables and columns speak for themselves. */
export const formatVersion = 1;

/** The first line; every other is `{ table, row }`. */
export type Header = {
  readonly format: typeof format;
  readonly version: number;
  /** When it was made. */
  readonly date: string;
  /** How many rows of each table follow. */
  readonly tables: Readonly<Record<string, number>>;
};

/** Rows held at a time; whole catalogs are large. */
const pageOf = (table: TableName): number => (table === "snapshots" ? 5 : 500);

/** Reads one consistent state while others go on writing. Returns the header it wrote. */
export async function backUp(
  { database, kind }: Pick<Opening, "database" | "kind">,
  date: Date,
  write: (line: string) => Promise<void>,
): Promise<Header> {
  await checkSteps(await namesDone(database));
  const reading = database.transaction();
  return (
    kind === "postgres" ? reading.setIsolationLevel("repeatable read").setAccessMode("read only") : reading
  ).execute(async (transaction) => {
    const tables: Record<string, number> = {};
    for (const table of tableNames) tables[table] = await countOf(transaction, table);
    const header: Header = { format, version: formatVersion, date: date.toISOString(), tables };
    await write(JSON.stringify(header));
    for (const table of tableNames)
      for await (const row of rowsOf(transaction, table)) await write(JSON.stringify({ table, row }));
    return header;
  });
}

async function checkSteps(done: readonly string[]): Promise<void> {
  if (done.length === 0) throw new BackupError("There is nothing to back up: no state was ever kept here.");
  const known = Object.keys(migrations);
  if (done.some((name) => !known.includes(name)))
    throw new BackupError(
      "A newer Mesh Advisor has worked on this database: back it up with that one, which knows all of it.",
    );
  if (known.some((name) => !done.includes(name)))
    throw new BackupError(
      "This database is of an older Mesh Advisor: back it up with that one, or start this one once.",
    );
}

export async function countOf(transaction: Transaction<Tables>, table: TableName): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(
    transaction,
  );
  return Number(rows[0]?.n);
}

type Row = Readonly<Record<string, unknown>>;

async function* rowsOf(transaction: Transaction<Tables>, table: TableName): AsyncGenerator<Row> {
  const named = sql.join(Object.keys(columns[table]).map((it) => sql.ref(it)));
  const key = sql.join(keys[table].map((it) => sql.ref(it)));
  const page = sql.lit(pageOf(table));
  let last: Row | undefined;
  for (;;) {
    const after = last ? sql`where (${key}) > (${sql.join(keys[table].map((it) => last?.[it]))})` : sql``;
    const { rows } = await sql<Row>`
      select ${named} from ${sql.table(table)} ${after} order by ${key} limit ${page}
    `.execute(transaction);
    yield* rows;
    last = rows.at(-1);
    if (last === undefined) return;
  }
}
