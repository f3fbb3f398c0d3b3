/** Programs in processes of their own, and what they have used of the machine. */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { constants, monitorEventLoopDelay, PerformanceObserver } from "node:perf_hooks";
import { fileURLToPath } from "node:url";

/** How the channels are named in which the bot is mentioned; other messages to Slack are none that a test waits for. */
export const mentionedIn = "CM";

export type Usage = {
  /** Microseconds of processor time. */
  readonly cpu: number;
  /** Bytes held by the process. */
  readonly rss: number;
  readonly heap: number;
  /** The longest that the event loop was held up since the last time, in milliseconds. */
  readonly held: number;
  /** How often garbage was collected in all of the heap since the last time. */
  readonly collections: number;
  /** What the program counts besides. */
  readonly counts: Readonly<Record<string, number>>;
};

export type Child = {
  readonly port: number;
  readonly usage: () => Promise<Usage>;
  /** Sends a message and waits for the answer; one at a time. */
  readonly ask: (message: unknown) => Promise<unknown>;
  readonly stop: () => Promise<void>;
};

/** Node’s heap as the manifests set it. */
export const heapFlags = "--max-old-space-size=256 --max-semi-space-size=16";

/** Starts a program of this folder that calls `serving`. */
export async function start(file: string, ...args: readonly string[]): Promise<Child> {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), args, {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    execArgv: ["--expose-gc", ...heapFlags.split(" ")],
    // Keeps bytes as bytes.
    serialization: "advanced",
  });
  const said = await reply(child);
  const ask = (message: unknown) => {
    child.send(message as "usage");
    return reply(child);
  };
  return {
    port: Number(said),
    ask,
    usage: async () => (await ask("usage")) as Usage,
    async stop() {
      child.kill("SIGKILL");
      await once(child, "exit");
    },
  };
}

async function reply(child: ChildProcess): Promise<unknown> {
  const waiting = new AbortController();
  const { signal } = waiting;
  const ended = once(child, "exit", { signal }).then(() => {
    throw new Error("a program of the benchmark ended by itself");
  });
  try {
    const [message] = await Promise.race([once(child, "message", { signal }), ended]);
    return message;
  } finally {
    ended.catch(() => {});
    waiting.abort();
  }
}

/** Tells whoever started this program where it listens, and answers what it has used, after "tidy" without its garbage. */
export function serving(port: number, counts: () => Usage["counts"] = () => ({})): void {
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  let collections = 0;
  new PerformanceObserver((list) => {
    for (const { detail } of list.getEntries() as unknown as readonly { detail: { kind: number } }[])
      if (detail.kind === constants.NODE_PERFORMANCE_GC_MAJOR) collections++;
  }).observe({ entryTypes: ["gc"] });
  process.on("message", (message) => {
    if (message === "tidy") globalThis.gc?.();
    const { user, system } = process.cpuUsage();
    const { rss, heapUsed: heap } = process.memoryUsage();
    const held = Math.max(0, delay.max / 1e6 - 10);
    const usage: Usage = { cpu: user + system, rss, heap, held, collections, counts: counts() };
    process.send?.(usage);
    delay.reset();
    collections = 0;
  });
  endWithParent();
  process.send?.(port);
}

/** Nobody is left to stop it. */
export const endWithParent = (): void => void process.on("disconnect", () => process.exit());

export const portOf = (server: { address: () => unknown }): number => {
  const address = server.address();
  return typeof address === "object" && address !== null && "port" in address ? Number(address.port) : 0;
};
