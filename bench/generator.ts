/** A program that sends one request over and over on several connections, and tells how that went. */

import { openConnection } from "../test/fuzz/connection.ts";

/** What it is told to do. */
export type Task = {
  readonly port: number;
  readonly connections: number;
  readonly milliseconds: number;
  /** In base64. */
  readonly request: string;
};

export type Outcome = {
  readonly requests: number;
  /** Answers other than 200. */
  readonly refused: number;
  readonly seconds: number;
  /** In milliseconds. */
  readonly p50: number;
  readonly p99: number;
};

export async function drive({ port, connections, milliseconds, request }: Task): Promise<Outcome> {
  const bytes = Buffer.from(request, "base64");
  const took: number[] = [];
  let refused = 0;
  const started = performance.now();
  const until = started + milliseconds;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      const connection = await openConnection(port);
      for (let before = performance.now(); before < until; ) {
        const { status } = await connection.send(bytes);
        if (status !== 200) refused++;
        const now = performance.now();
        took.push(now - before);
        before = now;
      }
      connection.close();
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  const sorted = Float64Array.from(took).sort();
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { requests: took.length, refused, seconds, p50: at(0.5), p99: at(0.99) };
}

if (import.meta.main) {
  process.on("message", (task: Task | "usage") => {
    if (task !== "usage") void drive(task).then((outcome) => process.send?.(outcome));
  });
  process.send?.(0);
}
