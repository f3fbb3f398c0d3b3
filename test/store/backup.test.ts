import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { tableNames } from "../../src/store/columns.ts";
import { run } from "../spawned.ts";
import { fillStore } from "./filled.ts";
import { decision, follow, place } from "./given.ts";
import { open } from "./ground.ts";
import { sqliteGround } from "./sqlite-ground.ts";
import { temporaryFolder } from "./temporary-store.ts";
import { backUp, everythingIn, restore } from "./tools.ts";

async function filled(follows?: number) {
  const ground = await sqliteGround();
  const store = await open(ground);
  await fillStore(store, follows);
  return { ...ground, store };
}

/** A backup of a filled store, and a way to write it changed. */
async function backup() {
  const from = await filled();
  const file = join(temporaryFolder(), "state.jsonl");
  expect(await backUp(from.config, file)).toMatchObject({ code: 0, stderr: "" });
  const lines = readFileSync(file, "utf8").trimEnd().split("\n");
  return {
    from,
    file,
    lines,
    changed(change: (lines: string[]) => void): string {
      const copy = [...lines];
      change(copy);
      writeFileSync(`${file}.changed`, `${copy.join("\n")}\n`);
      return `${file}.changed`;
    },
  };
}

describe("npm run backup", () => {
  it("writes every row of every table, for its owner's eyes only, under a header that counts them", async () => {
    const { from, file, lines } = await backup();
    const [header, ...rows] = lines.map((line) => JSON.parse(line));
    expect(header).toMatchObject({ format: "mesh-advisor backup", version: 1 });
    expect(Date.parse(header.date)).toBeGreaterThan(0);
    const all = await everythingIn(from);
    for (const table of tableNames) {
      expect(all[table]?.length, `${table} is empty`).toBeGreaterThan(0);
      expect(header.tables[table]).toBe(all[table]?.length);
      expect(rows.filter((row) => row.table === table)).toHaveLength(all[table]?.length ?? 0);
    }
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it("reads page after page, no row twice", async () => {
    const from = await filled(1_203);
    const file = join(temporaryFolder(), "state.jsonl");
    await backUp(from.config, file);
    const places = readFileSync(file, "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line))
      .filter(({ table }) => table === "follows")
      .map(({ row }) => row.place);
    expect(places).toHaveLength(1_203);
    expect(new Set(places).size).toBe(1_203);
  });

  it("writes one moment though others go on writing", async () => {
    const from = await filled();
    let isOver = false;
    let count = 0;
    const writing = (async () => {
      // Two tables are written in turn, so a backup of two moments would show.
      for (; !isOver; count++) {
        await from.store.follows.add(follow({ place: place(`P${count}`) }));
        await from.store.places.remember(place(`P${count}`), "a", 1);
        await new Promise(setImmediate);
      }
    })();
    const file = join(temporaryFolder(), "state.jsonl");
    const ended = await backUp(from.config, file);
    isOver = true;
    await writing;
    expect(ended.code).toBe(0);
    expect(count).toBeGreaterThan(0);
    const [header, ...rows] = readFileSync(file, "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    for (const table of tableNames)
      expect(rows.filter((row) => row.table === table)).toHaveLength(header.tables[table]);
    const remembered = rows.filter(({ table, row }) => table === "places" && row.channel.startsWith("P"));
    const followed = rows.filter(({ table, row }) => table === "follows" && row.channel.startsWith("P"));
    expect(followed.length - remembered.length).toBeLessThanOrEqual(1);
    expect(followed.length).toBeGreaterThanOrEqual(remembered.length);
  });

  it("leaves the last backup as it was where it fails, and nothing half written", async () => {
    const { from, file, lines } = await backup();
    await from.store.close();
    await from.sql("drop table topics");
    const ended = await backUp(from.config, file);
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain("No backup was written (ERR_SQLITE_ERROR 1)");
    expect(readFileSync(file, "utf8").trimEnd().split("\n")).toEqual(lines);
    expect(readdirSync(join(file, ".."))).toEqual(["state.jsonl"]);
  });

  it("says what to do where it cannot begin", async () => {
    const from = await filled();
    const folder = temporaryFolder();
    const cases = [
      [await backUp(from.config), "npm run backup -- <file>"],
      [await backUp(from.config, "--help"), "npm run backup -- <file>"],
      [await backUp(from.config, join(folder, "no", "such", "folder")), "No backup was written (ENOENT)"],
      [await backUp({ folder: join(folder, "typo") }, join(folder, "b")), "There is nothing to back up in"],
      [await run("tools/backup.ts", [join(folder, "b")]), "Set STATE_DIR or DATABASE_URL"],
      [
        await run("tools/backup.ts", [join(folder, "b")], {
          env: { STATE_DIR: "a", DATABASE_URL: "postgres://b/c" },
        }),
        "are both set",
      ],
    ] as const;
    for (const [ended, words] of cases) {
      expect(ended.stderr).toContain(words);
      expect(ended.code).toBe(1);
    }
    expect(existsSync(join(folder, "typo"))).toBe(false);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("does not pass over what only a newer program knows", async () => {
    const from = await filled();
    await from.sql("insert into kysely_migration values ('2099-01-01 later', '2099-01-01T00:00:00Z')");
    const ended = await backUp(from.config, join(temporaryFolder(), "b"));
    expect([ended.code, ended.stderr]).toEqual([1, expect.stringContaining("A newer Mesh Advisor")]);
  });
});

describe("npm run restore", () => {
  it("puts everything back, into a folder that is not there yet", async () => {
    const { from, file } = await backup();
    const folder = join(temporaryFolder(), "new");
    const ended = await restore({ folder }, file);
    expect(ended).toMatchObject({ code: 0, stderr: "" });
    const onto = { ...(await sqliteGround()), config: { folder } };
    const store = await open(onto);
    expect(await store.decisions.list("T1", "slack", 9)).toEqual(
      await from.store.decisions.list("T1", "slack", 9),
    );
    expect(await store.decisions.add(decision())).toMatchObject({ number: 3 });
  });

  it("refuses a database that is not empty, and replaces it when told to", async () => {
    const { from, file } = await backup();
    const onto = await sqliteGround();
    const store = await open(onto);
    await store.follows.add(follow({ place: place("other") }));
    const before = await everythingIn(onto);
    const refused = await restore(onto.config, file);
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining("--replace")]);
    expect(await everythingIn(onto)).toEqual(before);
    expect(await restore(onto.config, file, "--replace")).toMatchObject({ code: 0, stderr: "" });
    expect(await everythingIn(onto)).toEqual(await everythingIn(from));
    // A process that had it open goes on with what is there now.
    expect(await store.follows.of(place("C0"))).toHaveLength(1);
  });

  it("loses nothing and changes nothing where the backup is damaged, and names the line", async () => {
    const { from, file, lines, changed } = await backup();
    const at = lines.findIndex((line) => line.startsWith('{"table":"follows"'));
    const row = (change: (row: Record<string, unknown>) => void) => (copy: string[]) => {
      const line = JSON.parse(copy[at] ?? "");
      change(line.row);
      copy[at] = JSON.stringify(line);
    };
    const header = (change: Record<string, unknown>) => (copy: string[]) => {
      copy[0] = JSON.stringify({ ...JSON.parse(copy[0] ?? ""), ...change });
    };
    const line = `Line ${at + 1} `;
    const before = await everythingIn(from);
    const cases: readonly (readonly [string, (copy: string[]) => void])[] = [
      ["not a backup of Mesh Advisor", (copy) => copy.shift()],
      ["not a backup of Mesh Advisor", header({ format: "pg_dump" })],
      ["has format 2", header({ version: 2 })],
      ["lacks its date", header({ date: 7 })],
      ["does not know a table gossip", header({ tables: { gossip: 1 } })],
      ["no number of rows for topics", header({ tables: { topics: "many" } })],
      ["promises 3 rows of follows and holds 2", (copy) => copy.splice(at, 1)],
      [`${line}of the backup is not JSON`, (copy) => (copy[at] = copy[at]?.slice(0, 40) ?? "")],
      [`${line}of the backup is not a row`, (copy) => (copy[at] = "[]")],
      [
        `${line}of the backup is of a table this Mesh Advisor does not know, gossip`,
        (copy) => (copy[at] = '{"table":"gossip","row":{}}'),
      ],
      [`${line}of the backup lacks follows.zone`, row((it) => delete it.zone)],
      [`${line}of the backup has a follows.due_at that is not number`, row((it) => (it.due_at = "soon"))],
      [`${line}of the backup has a follows.zone that is not text`, row((it) => (it.zone = null))],
      [
        `${line}of the backup is of a newer Mesh Advisor: this one does not know follows.colour`,
        row((it) => (it.colour = "red")),
      ],
      ["The database refuses a row of follows (ERR_SQLITE_ERROR 2067)", (copy) => copy.push(copy[at] ?? "")],
    ];
    for (const [words, change] of cases) {
      const ended = await restore(from.config, changed(change), "--replace");
      expect(ended.stderr).toContain(words);
      expect(ended.code).toBe(1);
    }
    expect(await everythingIn(from)).toEqual(before);
    expect((await restore(from.config, file, "--replace")).code).toBe(0);
  });

  it("says what to do where it cannot begin", async () => {
    const { file } = await backup();
    const folder = temporaryFolder();
    mkdirSync(join(folder, "state"));
    const config = { folder: join(folder, "state") };
    for (const [ended, words] of [
      [await restore(config), "npm run restore -- <file>"],
      [await restore(config, file, file), "npm run restore -- <file>"],
      [await restore(config, join(folder, "none")), "Nothing was restored (ENOENT)"],
      [await run("tools/restore.ts", [file]), "Set STATE_DIR or DATABASE_URL"],
      [
        await restore({ address: "postgres://u:open-sesame@127.0.0.1:1/x" }, file),
        "Nothing was restored (ECONNREFUSED)",
      ],
    ] as const) {
      expect(ended.stderr).toContain(words);
      expect(ended.stderr).not.toContain("open-sesame");
      expect(ended.code).toBe(1);
    }
  });
});
