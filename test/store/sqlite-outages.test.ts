import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it, onTestFinished } from "vitest";
import { fileIn } from "../../src/store/sqlite.ts";
import { StoreUnavailable } from "../../src/store/store.ts";
import { follow, noon, place } from "./given.ts";
import { type Line, open, unstarted } from "./ground.ts";
import { temporaryFolder } from "./temporary-store.ts";

const soon = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe("SQLite in the way of trouble", () => {
  it("waits for another process's write without standing still itself", async () => {
    const at = temporaryFolder();
    const store = await open({ config: { folder: at } });
    const other = new DatabaseSync(fileIn(at));
    other.exec("begin immediate");
    // This timer could not run if the process stood still.
    setTimeout(() => other.exec("commit"), 300);
    await Promise.all([store.follows.add(follow()), store.follows.add(follow({ subjects: ["kuma"] }))]);
    other.close();
    expect([...((await store.follows.of(place()))[0]?.subjects ?? [])].sort()).toEqual(["istio", "kuma"]);
  });

  it("is refused when another process does not let go, though reading goes on", async () => {
    const at = temporaryFolder();
    const store = await open({ config: { folder: at } });
    await store.follows.add(follow());
    const other = new DatabaseSync(fileIn(at));
    other.exec("begin immediate");
    await expect(store.follows.pause(place(), true)).rejects.toBeInstanceOf(StoreUnavailable);
    expect(await store.follows.of(place())).toMatchObject([{ paused: false }]);
    other.exec("commit");
    other.close();
    expect(await store.follows.pause(place(), true)).toMatchObject([{ paused: true }]);
  });

  it("is refused when the disk is full, loses nothing, and works again once there is room", async () => {
    const at = temporaryFolder();
    const script = new URL("./full-disk.ts", import.meta.url).pathname;
    // The file size a process may write stands for the disk; the signal that comes with it is not for SQLite.
    const command = `trap '' XFSZ; ulimit -S -f 1500; exec "${process.execPath}" "${script}" "${at}"`;
    const child = spawn("bash", ["-c", command], { stdio: ["pipe", "pipe", "inherit"] });
    onTestFinished(() => void child.kill("SIGKILL"));
    const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
    const next = async () => (await lines.next()).value;
    expect(await next()).toBe("full");
    expect(await next()).toBe("1");
    execFileSync("prlimit", ["--pid", String(child.pid), "--fsize=unlimited"]);
    child.stdin.write("go on\n");
    expect(await next()).toBe("all there");
    if (child.exitCode === null) await once(child, "exit");
    expect(child.exitCode).toBe(0);
  });

  it("is ready by itself once its folder can be made, and says only codes until then", async () => {
    const at = temporaryFolder();
    writeFileSync(join(at, "secret-name"), "a file where the folder should be");
    const lines: Line[] = [];
    const store = unstarted({ folder: join(at, "secret-name") }, lines);
    const started = store.start();
    while (lines.length === 0) await soon(5);
    expect(lines[0]).toMatchObject({ level: "warn", fields: { store: "sqlite", reason: "EEXIST" } });
    rmSync(join(at, "secret-name"));
    await started;
    await store.ping();
    expect(JSON.stringify(lines)).not.toContain("secret");
  });

  it("says so where the file is no database, and leaves it as it is", async () => {
    const at = temporaryFolder();
    writeFileSync(fileIn(at), "certainly not a database ".repeat(100));
    const before = statSync(fileIn(at)).size;
    const lines: Line[] = [];
    const store = unstarted({ folder: at }, lines);
    void store.start();
    while (lines.length < 2) await soon(5);
    expect(lines[0]?.fields).toEqual({ store: "sqlite", reason: "ERR_SQLITE_ERROR 26" });
    expect(statSync(fileIn(at)).size).toBe(before);
    await expect(store.ping()).rejects.toBeInstanceOf(StoreUnavailable);
  });

  it("is for its owner's eyes only, even in a folder that others may read", async () => {
    const at = join(temporaryFolder(), "open");
    mkdirSync(at);
    chmodSync(at, 0o755);
    const store = await open({ config: { folder: at } });
    await store.follows.add(follow());
    for (const companion of ["", "-wal", "-shm"])
      expect(statSync(fileIn(at) + companion).mode & 0o777).toBe(0o600);
  });

  it("keeps what it said was kept through a kill in the midst of work", async () => {
    const at = temporaryFolder();
    const script = new URL("./follow-on.ts", import.meta.url).pathname;
    for (let round = 0; round < 3; round++) {
      const child = spawn(process.execPath, [script, at, String(round)], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      for await (const line of createInterface(child.stdout)) {
        if (Number(line) === 39) break;
      }
      child.kill("SIGKILL");
      if (child.signalCode === null) await once(child, "exit");
      const store = await open({ config: { folder: at } });
      expect(
        (await store.digests.claim(noon + 10 * round, 1, 1_000_000, ["slack"])).length,
      ).toBeGreaterThanOrEqual(40 * (round + 1));
      await store.close();
    }
  });
});
