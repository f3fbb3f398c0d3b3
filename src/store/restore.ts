/** Takes a backup back into a database: all of it or nothing. */
import { type RawBuilder, sql, type Transaction } from "kysely";
import { BackupError, countOf, format, formatVersion, type Header } from "./backup.ts";
import { type ColumnKind, columns, type TableName, tableNames } from "./columns.ts";
import type { Opening } from "./database.ts";
import { isOutage, reasonOf } from "./failures.ts";
import type { Tables } from "./tables.ts";

type Row = Readonly<Record<string, unknown>>;

/** Rows written by one statement; whole catalogs are large. */
const batchOf = (table: TableName): number => (table === "snapshots" ? 5 : 200);

/** `lines` are those of the file; with `replace`, what the database holds goes. Returns the header. */
export async function restore(
  { database, kind, migrate }: Pick<Opening, "database" | "kind" | "migrate">,
  lines: AsyncIterable<string>,
  { replace }: { readonly replace: boolean },
): Promise<Header> {
  const reader = lines[Symbol.asyncIterator]();
  const header = headerIn((await reader.next()).value);
  await migrate();
  await database.transaction().execute(async (transaction) => {
    // Programs that are still running wait until this is over.
    if (kind === "postgres")
      await sql`lock table ${sql.join(tableNames.map((it) => sql.table(it)))}`.execute(transaction);
    await empty(transaction, replace);
    const rows = new Map<TableName, Row[]>(tableNames.map((it) => [it, []]));
    const taken = new Map<string, number>();
    const flush = async (table: TableName) => {
      const batch = rows.get(table)?.splice(0) ?? [];
      if (batch.length > 0) await insert(transaction, table, batch);
    };
    for (let number = 2; ; number++) {
      const { value, done } = await reader.next();
      if (done) break;
      const { table, row } = rowIn(value, number);
      taken.set(table, (taken.get(table) ?? 0) + 1);
      const batch = rows.get(table);
      if (batch && batch.push(row) >= batchOf(table)) await flush(table);
    }
    for (const table of tableNames) await flush(table);
    for (const [table, count] of Object.entries(header.tables))
      if ((taken.get(table) ?? 0) !== count)
        throw new BackupError(
          `The backup is not whole: it promises ${count} rows of ${table} and holds ${taken.get(table) ?? 0}.`,
        );
  });
  return header;
}

function headerIn(line: string | undefined): Header {
  const value = line === undefined ? undefined : parsed(line);
  if (!isRecord(value) || value.format !== format)
    throw new BackupError("This is not a backup of Mesh Advisor: its first line is not a backup's header.");
  if (value.version !== formatVersion)
    throw new BackupError(
      `The backup has format ${String(value.version)}, this Mesh Advisor reads ${formatVersion}: restore it with the one that made it.`,
    );
  const { date, tables } = value;
  if (typeof date !== "string" || !isRecord(tables))
    throw new BackupError("The backup's header lacks its date or its tables.");
  const counts = Object.entries(tables).map(([table, count]) => {
    if (!isTable(table)) throw new BackupError(newer(`a table ${table}`));
    if (!isCount(count)) throw new BackupError(`The backup's header has no number of rows for ${table}.`);
    return [table, count] as const;
  });
  return { format, version: formatVersion, date, tables: Object.fromEntries(counts) };
}

async function empty(transaction: Transaction<Tables>, replace: boolean): Promise<void> {
  for (const table of tableNames) {
    if (replace) await transaction.deleteFrom(table).execute();
    else if ((await countOf(transaction, table)) > 0)
      throw new BackupError(
        `The database is not empty: it has rows in ${table}. Nothing was changed; add --replace to delete what it holds and put the backup in its place.`,
      );
  }
}

/** A line as a row, every column there and of its kind. */
function rowIn(line: string, number: number): { readonly table: TableName; readonly row: Row } {
  const wrong = (what: string) =>
    new BackupError(`Line ${number} of the backup ${what}. Nothing was changed.`);
  const value = parsed(line);
  if (value === undefined) throw wrong("is not JSON: the file is damaged or cut short");
  if (!isRecord(value) || typeof value.table !== "string" || !isRecord(value.row))
    throw wrong("is not a row of a table");
  const { table, row } = value;
  if (!isTable(table)) throw wrong(`is of a table this Mesh Advisor does not know, ${table}`);
  const expected: Readonly<Record<string, ColumnKind>> = columns[table];
  for (const [column, kind] of Object.entries(expected)) {
    if (!(column in row)) throw wrong(`lacks ${table}.${column}`);
    if (!isOf(kind, row[column])) throw wrong(`has a ${table}.${column} that is not ${kind}`);
  }
  const stranger = Object.keys(row).find((column) => !(column in expected));
  if (stranger !== undefined)
    throw wrong(`is of a newer Mesh Advisor: this one does not know ${table}.${stranger}`);
  return { table, row };
}

async function insert(
  transaction: Transaction<Tables>,
  table: TableName,
  rows: readonly Row[],
): Promise<void> {
  const names = Object.keys(columns[table]);
  const values = (row: Row): RawBuilder<unknown> => sql`(${sql.join(names.map((name) => row[name]))})`;
  const statement = sql`
    insert into ${sql.table(table)} (${sql.join(names.map((name) => sql.ref(name)))})
    values ${sql.join(rows.map(values))}
  `;
  try {
    await statement.execute(transaction);
  } catch (error) {
    if (isOutage(error)) throw error;
    throw new BackupError(
      `The database refuses a row of ${table} (${reasonOf(error)}). Nothing was changed.`,
    );
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

const newer = (what: string) => `The backup is of a newer Mesh Advisor: this one does not know ${what}.`;
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isTable = (name: string): name is TableName => tableNames.some((it) => it === name);
const isCount = (value: unknown): value is number => Number.isSafeInteger(value);

const isOf = (kind: ColumnKind, value: unknown): boolean =>
  (value === null && kind.endsWith("or null")) ||
  (kind.startsWith("text") ? typeof value === "string" : Number.isSafeInteger(value));
