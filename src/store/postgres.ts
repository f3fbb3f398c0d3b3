/** PostgreSQL by its address, for more than one machine. */
import { type Dialect, PostgresDialect } from "kysely";
import pg from "pg";

/** Milliseconds after which a connection or a statement counts as lost. */
const patience = { connect: 2_000, statement: 10_000 } as const;

/** Whole numbers of 64 bits come as text unless told otherwise; times in milliseconds fit a double for long. */
const types = {
  getTypeParser: (oid: number, format?: "text" | "binary") =>
    oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format as "text"),
};

export function postgres(address: string, onLost: (error: Error) => void): Dialect {
  const pool = new pg.Pool({
    connectionString: address,
    max: 10,
    connectionTimeoutMillis: patience.connect,
    statement_timeout: patience.statement,
    query_timeout: patience.statement,
    idle_in_transaction_session_timeout: patience.statement,
    application_name: "mesh-advisor",
    keepAlive: true,
    types,
  });
  // An idle connection that breaks is replaced at the next query; without a listener it would end the process.
  pool.on("error", onLost);
  return new PostgresDialect({ pool });
}
