import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fillStore } from "../store/filled.ts";
import { follow, place } from "../store/given.ts";
import { open } from "../store/ground.ts";
import { sqliteGround } from "../store/sqlite-ground.ts";
import { temporaryFolder } from "../store/temporary-store.ts";
import { backUp, everythingIn, restore } from "../store/tools.ts";
import { type PostgresServer, startPostgres, statement } from "./server.ts";

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.remove());

async function postgresGround() {
  const address = await server.database();
  return { config: { address }, sql: (text: string) => statement(address, text) };
}

const fine = { code: 0, stderr: "" };

describe("a backup", () => {
  it("goes from SQLite to PostgreSQL and back, the same at every stage", async () => {
    const [first, second, third] = [await sqliteGround(), await postgresGround(), await sqliteGround()];
    await fillStore(await open(first), 450);
    const folder = temporaryFolder();
    expect(await backUp(first.config, join(folder, "1"))).toMatchObject(fine);
    expect(await restore(second.config, join(folder, "1"))).toMatchObject(fine);
    expect(await everythingIn(second)).toEqual(await everythingIn(first));
    expect(await backUp(second.config, join(folder, "2"))).toMatchObject(fine);
    expect(await restore(third.config, join(folder, "2"))).toMatchObject(fine);
    expect(await everythingIn(third)).toEqual(await everythingIn(first));
  });

  it("is of one moment of PostgreSQL though others go on writing", async () => {
    const from = await postgresGround();
    const store = await open(from);
    await fillStore(store);
    let isOver = false;
    let count = 0;
    const writing = (async () => {
      for (; !isOver; count++) {
        await store.follows.add(follow({ place: place(`P${count}`) }));
        await store.places.remember(place(`P${count}`), "a", 1);
      }
    })();
    const file = join(temporaryFolder(), "state.jsonl");
    const ended = await backUp(from.config, file);
    isOver = true;
    await writing;
    expect(ended).toMatchObject(fine);
    expect(count).toBeGreaterThan(0);
    const rows = readFileSync(file, "utf8")
      .trimEnd()
      .split("\n")
      .slice(1)
      .map((line) => JSON.parse(line));
    const of = (name: string) =>
      rows.filter(({ table, row }) => table === name && row.channel.startsWith("P"));
    expect([0, 1]).toContain(of("follows").length - of("places").length);
  });

  it("is refused by a PostgreSQL that is not empty, replaces it when told to, and changes nothing where it fails", async () => {
    const from = await sqliteGround();
    const onto = await postgresGround();
    await fillStore(await open(from));
    const store = await open(onto);
    await store.follows.add(follow({ place: place("other") }));
    const before = await everythingIn(onto);
    const file = join(temporaryFolder(), "b");
    await backUp(from.config, file);
    expect(await restore(onto.config, file)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("--replace"),
    });
    await onto.sql("alter table topics add constraint short check (length(topic) < 2)");
    const refused = await restore(onto.config, file, "--replace");
    expect(refused).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("refuses a row of topics (23514)"),
    });
    expect(await everythingIn(onto)).toEqual(before);
    await onto.sql("alter table topics drop constraint short");
    expect(await restore(onto.config, file, "--replace")).toMatchObject(fine);
    expect(await everythingIn(onto)).toEqual(await everythingIn(from));
    expect(await store.follows.of(place("C0"))).toHaveLength(1);
  });

  it("names no password where the database is away", async () => {
    const away = { address: "postgres://mesh:open-sesame@127.0.0.1:1/mesh" };
    const ended = await backUp(away, join(temporaryFolder(), "b"));
    expect(ended).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("No backup was written (ECONNREFUSED)"),
    });
    expect(ended.stderr).not.toContain("open-sesame");
  });
});
