/** `npm run bench:state`: what keeping state costs at start and in memory, and how many digests a second are delivered. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createWorker } from "../src/digests/worker.ts";
import { openStore, type StoreConfig } from "../src/store/open.ts";
import type { Store } from "../src/store/store.ts";
import { startPostgres } from "../test/postgres/server.ts";

const rounds = 9;
const follows = 2_000;
const project = fileURLToPath(new URL("..", import.meta.url));
const folder = await mkdtemp(join(tmpdir(), "bench-state-"));
const postgres = await startPostgres();

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

type Start = { readonly listens: number; readonly ready: number; readonly memory: number };

/** Milliseconds until it listens and until its store may be used, and its resident memory in MB a second later. */
async function start(env: Readonly<Record<string, string>>): Promise<Start> {
  const began = performance.now();
  const child = spawn(process.execPath, ["src/main.ts"], {
    cwd: project,
    env: { PATH: process.env.PATH, PORT: "0", ...env },
    stdio: ["ignore", "pipe", "ignore"],
  });
  let said = "";
  const heard = (words: string) =>
    new Promise<number>((resolve) => {
      const look = (chunk?: Buffer) => {
        said += chunk ?? "";
        if (said.includes(words)) resolve(performance.now() - began);
      };
      child.stdout.on("data", look);
      look();
    });
  const stateless = Object.keys(env).length === 0;
  const listening = heard("listens on");
  const usable = stateless ? listening : heard("the store is ready");
  const [listens, ready] = await Promise.all([listening, usable]);
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  const status = await readFile(`/proc/${child.pid}/status`, "utf8");
  const memory = Number(/VmRSS:\s+(\d+)/u.exec(status)?.[1]) / 1024;
  child.kill();
  await once(child, "exit");
  return { listens, ready, memory };
}

/** Digests a second, with a platform that takes each at once. */
async function deliveries(config: StoreConfig): Promise<number> {
  const quiet = { info: () => {}, warn: () => {}, error: () => {} };
  const store: Store & { start: () => Promise<void> } = openStore(config, quiet);
  await store.start();
  const schedule = { pattern: "0 9 * * 1", zone: "UTC", onChange: false };
  for (let at = 0; at < follows; at++)
    await store.follows.add({
      place: { platform: "slack", tenant: "T1", channel: `C${at}`, kind: "channel" },
      subjects: ["istio"],
      schedule,
      always: true,
      by: "U1",
      knowing: { snapshot: "none", at: 0 },
      dueAt: 0,
    });
  const worker = createWorker({
    store,
    voices: new Map([["slack", { post: async () => ({ kind: "sent", message: "1.0" }) }]]),
    compose: async ({ turn }) => ({ card: { title: "Digest", banners: [], blocks: [] }, turn }),
    snapshot: async () => "none",
    clock: { now: () => new Date() },
    log: quiet,
  });
  const began = performance.now();
  let delivered = 0;
  for (let some = -1; some !== 0; ) {
    some = await worker.deliverDue();
    delivered += some;
  }
  const seconds = (performance.now() - began) / 1_000;
  await store.close();
  if (delivered !== follows) throw new Error(`${delivered} of ${follows} were delivered`);
  return delivered / seconds;
}

const address = await postgres.database();
const ways: readonly (readonly [name: string, env: Readonly<Record<string, string>>])[] = [
  ["off", {}],
  ["SQLite", { STATE_DIR: join(folder, "state") }],
  ["PostgreSQL", { DATABASE_URL: address }],
];
try {
  const starts = new Map<string, Start[]>(ways.map(([name]) => [name, []]));
  for (let round = 0; round < rounds; round++)
    for (const [name, env] of ways) starts.get(name)?.push(await start(env));
  const rates = new Map<string, number>([
    ["SQLite", await deliveries({ folder: join(folder, "rate") })],
    ["PostgreSQL", await deliveries({ address: await postgres.database() })],
  ]);
  console.log(`| state | listens after | usable after | resident memory | digests a second |
|---|---|---|---|---|`);
  for (const [name, all] of starts) {
    const of = (pick: (it: Start) => number) => Math.round(median(all.map(pick)));
    const rate = rates.get(name);
    console.log(
      `| ${name} | ${of((it) => it.listens)} ms | ${name === "off" ? "–" : `${of((it) => it.ready)} ms`} | ${of((it) => it.memory)} MB | ${rate === undefined ? "–" : Math.round(rate)} |`,
    );
  }
} finally {
  await postgres.remove();
  await rm(folder, { recursive: true });
}
