import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { StoreUnavailable } from "../../src/store/store.ts";
import { follow, minute, noon, onward, place } from "../store/given.ts";
import { claimOne, type Line as LogLine, open, unstarted } from "../store/ground.ts";
import { layLine } from "./line.ts";
import { guardedRole, type PostgresServer, startPostgres, statement } from "./server.ts";

let server: PostgresServer;
beforeAll(async () => {
  // Three of these are kept for the superuser, whom the store comes as.
  server = await startPostgres({ max_connections: "25" });
});
afterAll(() => server.remove());

const unavailable = (call: Promise<unknown>) => expect(call).rejects.toBeInstanceOf(StoreUnavailable);

async function connected(address: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: address });
  client.on("error", () => {});
  await client.connect();
  onTestFinished(() => client.end());
  return client;
}

describe("a PostgreSQL that is out of reach", () => {
  it("is refused while it is down, and works again once it is back", async () => {
    const lines: LogLine[] = [];
    const store = await open({ config: { address: await server.database() } }, lines);
    await store.follows.add(follow());
    for (const how of ["fast", "immediate"] as const) {
      await server.stop(how);
      await unavailable(store.ping());
      await unavailable(store.follows.add(follow({ subjects: ["kuma"] })));
      await unavailable(store.digests.claim(noon, minute, 1, ["slack"]));
      await server.start();
      await store.ping();
    }
    expect((await store.follows.of(place()))[0]?.subjects).toEqual(["istio"]);
  });

  it("loses nothing it said was kept, over restarts in the midst of work", async () => {
    const store = await open({ config: { address: await server.database() } });
    const kept: string[] = [];
    const others: unknown[] = [];
    let isOver = false;
    const writers = Array.from({ length: 6 }, async (_, writer) => {
      for (let count = 0; !isOver; count++) {
        const channel = `C${writer}-${count}`;
        try {
          await store.follows.add(follow({ place: place(channel) }));
          await store.follows.pause(place(channel), true);
          kept.push(channel);
        } catch (error) {
          if (!(error instanceof StoreUnavailable)) others.push(error);
        }
      }
    });
    for (const how of ["fast", "immediate", "fast", "immediate"] as const) {
      const before = kept.length;
      while (kept.length < before + 20) await new Promise((resolve) => setTimeout(resolve, 5));
      await server.restart(how);
    }
    isOver = true;
    await Promise.all(writers);
    expect(others).toEqual([]);
    for (const channel of kept)
      expect(await store.follows.of(place(channel))).toMatchObject([{ paused: true }]);
  });

  it("survives the loss of a connection in the midst of a transaction", async () => {
    const address = await server.database();
    const store = await open({ config: { address } });
    await store.follows.add(follow());
    const other = await connected(address);
    await other.query("begin; select * from follows for update");
    const waiting = unavailable(store.follows.pause(place(), true));
    const terminated = async () =>
      (
        await other.query(
          "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'mesh-advisor' and datname = current_database() and wait_event_type = 'Lock'",
        )
      ).rowCount;
    while (!(await terminated())) await new Promise((resolve) => setTimeout(resolve, 5));
    await waiting;
    await other.query("rollback");
    expect(await store.follows.of(place())).toMatchObject([{ paused: false }]);
  });

  it("gives up on a server that does not speak any more, and takes new connections once others answer", async () => {
    const address = await server.database();
    const line = await layLine(server.port);
    onTestFinished(line.close);
    const store = await open({
      config: { address: address.replace(String(server.port), String(line.port)) },
    });
    await store.follows.add(follow());
    const claim = await claimOne(store);
    line.stall();
    await unavailable(store.digests.begin(claim, onward(), noon));
    await unavailable(store.ping());
    line.mend();
    await Promise.all(Array.from({ length: 12 }, () => store.ping()));
    expect(await store.digests.begin(claim, onward(), noon)).toBe(true);
  });

  it("works again at once after its connections were cut", async () => {
    const address = await server.database();
    const line = await layLine(server.port);
    onTestFinished(line.close);
    const store = await open({
      config: { address: address.replace(String(server.port), String(line.port)) },
    });
    await Promise.all(Array.from({ length: 5 }, () => store.ping()));
    line.cut();
    await new Promise((resolve) => setTimeout(resolve, 50));
    await store.ping();
  });

  it("is refused when others hold a table for too long, and works once they let go", async () => {
    const address = await server.database();
    const store = await open({ config: { address } });
    const other = await connected(address);
    await other.query("begin; lock table follows in access exclusive mode");
    await unavailable(store.follows.add(follow()));
    await other.query("rollback");
    await store.follows.add(follow());
  });

  it("is refused when there are too many connections", async () => {
    const address = await server.database();
    const store = unstarted({ address });
    const others: pg.Client[] = [];
    await store.start();
    await new Promise((resolve) => setTimeout(resolve, 0));
    await statement(
      address,
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'mesh-advisor'",
    );
    try {
      for (;;) others.push(await connected(address));
    } catch {
      await unavailable(store.ping());
    }
    for (const it of others) await it.end();
    await store.ping();
  });

  it("is refused when it takes no writes, as a standby does", async () => {
    const address = await server.database();
    const store = await open({ config: { address } });
    await statement(
      address,
      `alter database ${new URL(address).pathname.slice(1)} set default_transaction_read_only = on`,
    );
    await statement(
      address,
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'mesh-advisor'",
    );
    await new Promise((resolve) => setTimeout(resolve, 50));
    await unavailable(store.follows.add(follow()));
    expect(await store.follows.of(place())).toEqual([]);
  });
});

describe("a PostgreSQL that cannot be used at start", () => {
  const secret = "open-sesame-4711";

  it.each([
    ["a wrong password", (good: URL) => (good.password = `wrong-${secret}`), /28P01/u],
    ["no such database", (good: URL) => (good.pathname = "/nowhere"), /3D000/u],
    ["nobody listening", (good: URL) => (good.port = "1"), /ECONNREFUSED/u],
    ["no such host", (good: URL) => (good.hostname = "database.invalid"), /ENOTFOUND|EAI_AGAIN/u],
  ])("says the code and nothing more of %s, and goes on trying", async (_, spoil, reason) => {
    const address = await server.database();
    await statement(address, `drop role if exists ${guardedRole}`);
    await statement(address, `create role ${guardedRole} login superuser password '${secret}'`);
    const bad = new URL(address.replace("mesh@", `${guardedRole}:${secret}@`));
    spoil(bad);
    const lines: LogLine[] = [];
    const store = unstarted({ address: bad.href }, lines);
    void store.start();
    while (lines.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    await unavailable(store.ping());
    for (const { level, fields } of lines) {
      expect(level).toBe("warn");
      expect(fields).toEqual({ store: "postgres", reason: expect.stringMatching(reason) });
    }
    expect(JSON.stringify(lines)).not.toContain(secret);
  });

  it("is ready by itself once that is mended", async () => {
    const address = await server.database();
    const later = new URL(address);
    later.pathname = "/later";
    const lines: LogLine[] = [];
    const store = unstarted({ address: later.href }, lines);
    const started = store.start();
    while (lines.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await statement(address, "create database later");
    await started;
    await store.ping();
    expect(lines.at(-1)).toMatchObject({ level: "info" });
  });

  it("quotes no data where a statement is refused", async () => {
    const address = await server.database();
    const store = await open({ config: { address } });
    await statement(address, "alter table follows add constraint short check (length(channel) < 5)");
    const refused = await store.follows
      .add(follow({ place: place("secret-channel") }))
      .catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Error);
    expect(refused).not.toBeInstanceOf(StoreUnavailable);
    const shown = refused instanceof Error ? `${refused.stack}${JSON.stringify({ ...refused })}` : "";
    expect(shown).toContain("the database refused add: 23514");
    expect(shown).not.toContain("secret-channel");
    expect(shown).toContain("follows.ts");
  });
});
