/** Tells a database that is out of reach or busy from a statement that is wrong, without repeating what it was told. */

/** The code of a database's error, which quotes no data. */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join(", ");
  if (!(error instanceof Error)) return "unknown";
  const code = codeOf(error);
  if (code === undefined) return error.name === "Error" ? error.message : error.name;
  return code === sqliteCode ? `${code} ${resultOf(error)}` : code;
}

/** Connection lost or refused, no room, read-only, shutting down, cancelled, deadlocked, not let in. */
const states = /^(?:08\w{3}|25006|25P03|28\w{3}|3D000|40\w{3}|53\w{3}|55P03|57\w{3}|58\w{3})$/u;
/** What Node says of sockets, names and certificates; its codes of wrong arguments start with ERR_. */
const network =
  /^(?:E(?!RR_)[A-Z0-9_]+|ERR_(?:TLS|SSL|SOCKET|STREAM)_\w+|CERT_\w+|UNABLE_TO_\w+|(?:DEPTH_ZERO_)?SELF_SIGNED_CERT\w*)$/u;
/** The driver's own failures carry no code. */
const lost = /connection|terminated|timeout|not queryable|driver has already been destroyed/iu;

/** Whether an error says that the database is out of reach or out of room, and not that a statement is wrong. */
export function isOutage(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isOutage);
  if (!(error instanceof Error)) return false;
  const code = codeOf(error);
  if (code === undefined) return error.name === "Error" && lost.test(error.message);
  if (code === sqliteCode) return !misuse.has(resultOf(error) & 0xff);
  return states.test(code) || network.test(code);
}

/** Whether somebody else was in the way for a moment and nothing was done: the same work may simply be tried again. */
export function isContention(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = codeOf(error);
  return code === sqliteCode ? busy.has(resultOf(error) & 0xff) : code === "40001" || code === "40P01";
}

/** A database's complaint may quote rows; this keeps its code and where it arose. */
export function withoutData(error: unknown, during: string): unknown {
  if (!(error instanceof Error) || codeOf(error) === undefined) return error;
  const kept = new Error(`the database refused ${during}: ${reasonOf(error)}`);
  const frames = (error.stack ?? "").split("\n").filter((line) => /^ {4}at /u.test(line));
  kept.stack = [`${kept.name}: ${kept.message}`, ...frames].join("\n");
  return kept;
}

const sqliteCode = "ERR_SQLITE_ERROR";
/** SQLite's results that tell of a wrong statement: ERROR, CONSTRAINT, MISMATCH, MISUSE, RANGE. */
const misuse = new Set([1, 19, 20, 21, 25]);
/** BUSY and LOCKED. */
const busy = new Set([5, 6]);

const codeOf = (error: Error): string | undefined =>
  "code" in error && typeof error.code === "string" ? error.code : undefined;

const resultOf = (error: Error): number =>
  "errcode" in error && typeof error.errcode === "number" ? error.errcode : 0;
