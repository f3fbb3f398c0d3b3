import { afterAll, beforeAll, expect, it } from "vitest";
import { run } from "../spawned.ts";
import { type PostgresServer, startPostgres } from "./server.ts";

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.remove());

it("npm run scale delivers each digest once over PostgreSQL", async () => {
  const { code, stdout, stderr } = await run("tools/scale.ts", ["--follows", "120", "--workspaces", "12"], {
    env: { DATABASE_URL: await server.database() },
  });
  expect(stderr).toBe("");
  expect(stdout).toContain("PostgreSQL, 120 follows");
  expect(stdout).toContain("posted: 120, of which twice: 0");
  expect(code).toBe(0);
});
