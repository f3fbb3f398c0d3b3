/** Programs in processes of their own, and what they have used of the machine. */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { fileURLToPath } from "node:url";

/** Who the bot is to Microsoft, and who signs for Microsoft. */
export const appId = "3f2b8a54-6c1d-4e0f-9a77-0d5c1b2e4f60";
export const tenantId = "72f988bf-0000-41af-91ab-2d7cd011db47";
export const issuer = "https://api.botframework.com";

export type Usage = {
  /** Microseconds of processor time. */
  readonly cpu: number;
  /** Bytes held by the process. */
  readonly rss: number;
  readonly heap: number;
  /** The longest that the event loop was held up since the last time, in milliseconds. */
  readonly held: number;
};

export type Child = {
  readonly port: number;
  readonly usage: () => Promise<Usage>;
  readonly stop: () => Promise<void>;
};

/** Starts a program of this folder that calls `serving`. */
export async function start(file: string, ...args: readonly string[]): Promise<Child> {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), args, {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const said = await reply(child);
  return {
    port: Number(said),
    async usage() {
      child.send("usage");
      return (await reply(child)) as Usage;
    },
    async stop() {
      child.kill("SIGKILL");
      await once(child, "exit");
    },
  };
}

async function reply(child: ChildProcess): Promise<unknown> {
  const [message] = await Promise.race([
    once(child, "message"),
    once(child, "exit").then(() => Promise.reject(new Error("a program of the benchmark ended by itself"))),
  ]);
  return message;
}

/** Tells whoever started this program where it listens, and answers what it has used. */
export function serving(port: number): void {
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  process.on("message", () => {
    const { user, system } = process.cpuUsage();
    const { rss, heapUsed } = process.memoryUsage();
    process.send?.({ cpu: user + system, rss, heap: heapUsed, held: delay.max / 1e6 } satisfies Usage);
    delay.reset();
  });
  process.send?.(port);
}

export const portOf = (server: { address: () => unknown }): number => {
  const address = server.address();
  return typeof address === "object" && address !== null && "port" in address ? Number(address.port) : 0;
};
