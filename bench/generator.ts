/** A program that sends requests over and over on several connections, and tells how that went. */
import { openConnection } from "../test/fuzz/connection.ts";
import { endWithParent } from "./child.ts";

/** What it is told to do. */
export type Task = {
  readonly port: number;
  readonly connections: number;
  /** Sent in turn, again and again. */
  readonly requests: readonly Uint8Array[];
  /** It ends after so many, */
  readonly most?: number;
  /** or after so long. */
  readonly milliseconds?: number;
};

export type Outcome = {
  readonly requests: number;
  /** Answers other than 200. */
  readonly refused: number;
  /** Answers that ask to try again. */
  readonly putOff: number;
  readonly seconds: number;
  /** In milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly longest: number;
};

async function drive({ port, connections, requests, most, milliseconds }: Task): Promise<Outcome> {
  const took: number[] = [];
  let [sent, refused, putOff] = [0, 0, 0];
  const bytes = requests.map((it) => Buffer.from(it));
  const started = performance.now();
  const until = started + (milliseconds ?? Number.POSITIVE_INFINITY);
  const limit = most ?? Number.POSITIVE_INFINITY;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      const connection = await openConnection(port);
      for (let before = performance.now(); before < until && sent < limit; ) {
        const request = bytes[sent++ % bytes.length] ?? Buffer.alloc(0);
        const { status, body } = await connection.send(request);
        if (status !== 200) refused++;
        if (body.length < 2_000 && body.includes("I am busy just now")) putOff++;
        const now = performance.now();
        took.push(now - before);
        before = now;
      }
      connection.close();
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  return { requests: took.length, refused, putOff, seconds, ...timesOf(took) };
}

export function timesOf(took: readonly number[]): Pick<Outcome, "p50" | "p99" | "longest"> {
  const sorted = Float64Array.from(took).sort();
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { p50: at(0.5), p99: at(0.99), longest: at(1) };
}

if (import.meta.main) {
  process.on("message", (task: Task) => void drive(task).then((outcome) => process.send?.(outcome)));
  endWithParent();
  process.send?.(0);
}
