/** PostgreSQL by its address, for more than one machine. */
import { type Dialect, PostgresDialect, type PostgresPoolClient } from "kysely";
import pg from "pg";

/** Milliseconds after which a connection or a statement counts as lost. */
const patience = { connect: 2_000, statement: 5_000 } as const;

/** Whole numbers of 64 bits come as text unless told otherwise; times in milliseconds fit a double for long. */
const types = {
  getTypeParser: (oid: number, format?: "text" | "binary") =>
    oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format as "text"),
};

export function postgres(
  address: string,
  onLost: (error: Error) => void,
  statement: number = patience.statement,
): Dialect {
  const pool = new pg.Pool({
    connectionString: address,
    max: 10,
    connectionTimeoutMillis: patience.connect,
    // The server gives up first, so that what the driver gives up on is a server that does not speak at all.
    statement_timeout: statement,
    query_timeout: statement + 1_000,
    idle_in_transaction_session_timeout: 2 * statement,
    application_name: "mesh-advisor",
    keepAlive: true,
    types,
  });
  // An idle connection that breaks is replaced at the next query; without a listener it would end the process.
  pool.on("error", onLost);
  return new PostgresDialect({
    pool: {
      options: pool.options,
      connect: async () => lent(await pool.connect(), onLost),
      end: () => pool.end(),
    },
  });
}

/**
 * A connection for one piece of work. One that failed other than by the server's word is refused to the rest of that
 * work and not used again: behind it may be a server that is gone without saying so.
 */
function lent(client: pg.PoolClient, onLost: (error: Error) => void): PostgresPoolClient {
  let broken: Error | undefined;
  const breakDown = (error: Error) => {
    broken ??= error;
    onLost(error);
  };
  client.on("error", breakDown);
  const query = async (text: string, values: readonly unknown[] = []) => {
    if (broken) throw broken;
    try {
      return await client.query(text, [...values]);
    } catch (error) {
      if (error instanceof Error && !(error instanceof pg.DatabaseError)) broken = error;
      throw error;
    }
  };
  const release = () => {
    client.off("error", breakDown);
    client.release(broken);
  };
  return Object.assign(Object.create(client) as pg.PoolClient, { query, release });
}
