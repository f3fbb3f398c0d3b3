import { afterAll, beforeAll } from "vitest";
import { storeContract } from "../store/contract.ts";
import { type PostgresServer, startPostgres, statement } from "./server.ts";

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.remove());

storeContract("PostgreSQL", async () => {
  const address = await server.database();
  return { config: { address }, sql: (text) => statement(address, text) };
});
