/** Sends requests when they are due, however long the answers take, and looks at every answer. */
import { setTimeout as sleep } from "node:timers/promises";
import { type Answer, type Connection, openConnection } from "../test/fuzz/connection.ts";
import { timesOf } from "./generator.ts";
import type { Sending } from "./load-mix.ts";

export type Window = {
  readonly requests: number;
  /** Answers that ask to try again. */
  readonly putOff: number;
  readonly p50: number;
  readonly p99: number;
  readonly longest: number;
};

export type Run = {
  /** Sends so many a second for so many milliseconds; times count from when a request was due. */
  readonly offer: (perSecond: number, milliseconds: number) => Promise<Window>;
  /** Sends as fast as answers come, and tells how many came in a second. */
  readonly flatOut: (milliseconds: number) => Promise<number>;
  /** What was wrong, at most the first few of it in words. */
  readonly errors: { count: number; readonly first: string[] };
  /** Messages that should have reached Slack and Teams. */
  readonly expected: { slack: number; teams: number };
  readonly close: () => void;
};

const told = 10;

export async function createRun(port: number, next: () => Sending, connections = 64): Promise<Run> {
  const errors: Run["errors"] = { count: 0, first: [] };
  const expected = { slack: 0, teams: 0 };
  const idle = await Promise.all(Array.from({ length: connections }, () => openConnection(port)));
  const waiting: ((connection: Connection) => void)[] = [];
  let took: number[] = [];
  let putOff = 0;

  const taken = (): Promise<Connection> | Connection =>
    // In turns, as the server closes what is silent for a minute.
    idle.shift() ?? new Promise((resolve) => waiting.push(resolve));
  function free(connection: Connection): void {
    const first = waiting.shift();
    if (first) first(connection);
    else idle.push(connection);
  }
  function reopened(connection: Connection): Promise<Connection> {
    connection.close();
    return openConnection(port);
  }
  function wrong(what: string): void {
    errors.count++;
    if (errors.first.length < told) errors.first.push(what);
  }

  async function send(sending: Sending, due: number): Promise<void> {
    if (sending.posts) expected[sending.posts]++;
    let connection = await taken();
    try {
      const answer = await connection.send(sending.bytes);
      took.push(performance.now() - due);
      if (answer.body.includes("I am busy just now")) putOff++;
      const problem = problemWith(answer, sending);
      if (problem !== undefined) wrong(`${problem}\n  to ${sending.bytes.toString("latin1").slice(0, 600)}`);
      // As it does after a body that is no JSON.
      if (/^connection: close/imu.test(answer.head)) connection = await reopened(connection);
    } catch (error) {
      wrong(`${error}\n  to ${sending.bytes.toString("latin1").slice(0, 600)}`);
      connection = await reopened(connection);
    }
    free(connection);
  }

  return {
    errors,
    expected,
    async offer(perSecond, milliseconds) {
      [took, putOff] = [[], 0];
      const started = performance.now();
      const all = Math.round((perSecond * milliseconds) / 1_000);
      const sent: Promise<void>[] = [];
      while (sent.length < all) {
        const due = Math.min(all, ((performance.now() - started) * perSecond) / 1_000);
        while (sent.length < due) sent.push(send(next(), started + (sent.length * 1_000) / perSecond));
        await sleep(5);
      }
      await Promise.all(sent);
      return { requests: took.length, putOff, ...timesOf(took) };
    },
    async flatOut(milliseconds) {
      [took, putOff] = [[], 0];
      const until = performance.now() + milliseconds;
      const one = async () => {
        while (performance.now() < until) await send(next(), performance.now());
      };
      await Promise.all(Array.from({ length: connections }, one));
      return (took.length * 1_000) / milliseconds;
    },
    close() {
      for (const connection of idle) connection.close();
    },
  };
}

/** A sentence; undefined where an answer is as it should be. */
function problemWith({ status, body }: Answer, sending: Sending): string | undefined {
  if (status !== sending.status) return `answered ${status}, not ${sending.status}: ${body.slice(0, 200)}`;
  if (body.includes("Something went wrong")) return `a fault: ${body.slice(0, 300)}`;
  if (body.includes("Too many questions at once")) return "refused, though nobody asked too fast";
  // A form opens as a dialog, and leaves nothing to say.
  if (sending.answer && body !== "" && !body.includes('"text"')) return `no answer: ${body.slice(0, 200)}`;
  return undefined;
}
