/** A real PostgreSQL server in a temporary folder, which tests may stop and start. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chownSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import pg from "pg";

export type PostgresServer = {
  readonly port: number;
  /** The address of a new, empty database. */
  readonly database: () => Promise<string>;
  readonly start: () => Promise<void>;
  /** Cuts every connection: `fast` rolls work back first, `immediate` is a crash. */
  readonly stop: (how?: "fast" | "immediate") => Promise<void>;
  readonly restart: (how?: "fast" | "immediate") => Promise<void>;
  /** Stops it and deletes its folder. */
  readonly remove: () => Promise<void>;
};

/** A role the server asks for its password, once it was made. */
export const guardedRole = "guarded";

/** A missing program is a failure: what was not tried is not known to work. */
function programs(): { readonly initdb: string; readonly postgres: string } {
  const debian = globSync("/usr/lib/postgresql/*/bin").sort().reverse();
  const folder = [...debian, ...(process.env.PATH ?? "").split(delimiter)].find(
    (it) => existsSync(join(it, "initdb")) && existsSync(join(it, "postgres")),
  );
  if (folder === undefined)
    throw new Error("these tests need PostgreSQL's initdb and postgres: apt-get install postgresql");
  return { initdb: join(folder, "initdb"), postgres: join(folder, "postgres") };
}

/** PostgreSQL refuses to run as root. */
function runner(): { readonly uid?: number; readonly gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const idOf = (flag: string) => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
  return { uid: idOf("-u"), gid: idOf("-g") };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

/** `settings` are PostgreSQL's own, such as `max_connections`. */
export async function startPostgres(
  settings: Readonly<Record<string, string>> = {},
): Promise<PostgresServer> {
  const { initdb, postgres } = programs();
  const as = runner();
  const folder = mkdtempSync(join(tmpdir(), "mesh-postgres-"));
  if (as.uid !== undefined && as.gid !== undefined) chownSync(folder, as.uid, as.gid);
  const data = join(folder, "data");
  const from = { ...as, cwd: folder, stdio: "pipe", env: { ...process.env, LC_ALL: "C.UTF-8" } } as const;
  execFileSync(initdb, ["-D", data, "-U", "mesh", "--auth=trust", "--encoding=UTF8", "--no-sync"], from);
  const rules = join(data, "pg_hba.conf");
  // One role that is let in by password only; the others come and go.
  writeFileSync(rules, `host all ${guardedRole} 127.0.0.1/32 scram-sha-256\n${readFileSync(rules, "utf8")}`);
  const port = await freePort();
  const options = {
    listen_addresses: "127.0.0.1",
    port: String(port),
    unix_socket_directories: "",
    // These servers crash, their machine does not: what was written is still in the kernel's hands.
    fsync: "off",
    ...settings,
  };
  const flags = Object.entries(options).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const address = (name: string) => `postgres://mesh@127.0.0.1:${port}/${name}`;

  let running: ChildProcess | undefined;
  const drop = () => {
    running?.kill("SIGQUIT");
    rmSync(folder, { recursive: true, force: true });
  };
  process.on("exit", drop);

  async function start(): Promise<void> {
    if (running) return;
    const child = spawn(postgres, ["-D", data, ...flags], from);
    running = child;
    let said = "";
    await new Promise<void>((resolve, reject) => {
      child.stderr?.setEncoding("utf8").on("data", (text: string) => {
        said = (said + text).slice(-10_000);
        if (said.includes("ready to accept connections")) resolve();
      });
      child.once("exit", () => {
        running = undefined;
        reject(new Error(`PostgreSQL ended:\n${said}`));
      });
    });
  }

  async function stop(how: "fast" | "immediate" = "fast"): Promise<void> {
    const child = running;
    if (!child) return;
    const ended = once(child, "exit");
    child.kill(how === "fast" ? "SIGINT" : "SIGQUIT");
    await ended;
  }

  let databases = 0;
  await start();
  return {
    port,
    async database() {
      const name = `mesh${++databases}`;
      await statement(address("postgres"), `create database ${name}`);
      return address(name);
    },
    start,
    stop,
    async restart(how) {
      await stop(how);
      await start();
    },
    async remove() {
      await stop("immediate");
      drop();
      process.off("exit", drop);
    },
  };
}

/** Runs SQL of its own over a connection of its own. */
export async function statement(address: string, text: string): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: address });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}
