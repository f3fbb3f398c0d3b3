/** Keeps processes that share a store from answering one delivery twice; Slack may repeat it to another than the first. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import { reasonOf } from "../speaking/reason.ts";

/** Which deliveries are or were answered, by whichever process. Its methods reject in time, as somebody waits. */
export type Answered = {
  /** True where nobody answers it yet; it is the caller's for `lease` milliseconds. */
  readonly claim: (id: string, now: number, lease: number) => Promise<boolean>;
  readonly done: (id: string, until: number) => Promise<void>;
  readonly release: (id: string) => Promise<void>;
};

export type Elsewhere = {
  /** Does the work unless another process does or did it. Out of reach of the store it is done, perhaps twice. */
  readonly unlessAnswered: (id: string, work: () => Promise<void>) => Promise<void>;
};

/** How far the clocks of two machines may be apart, in milliseconds. */
const clockDrift = 1_000;

type Parts = {
  readonly answered: Answered;
  readonly log: Logger;
  /** Ends the waiting for a process that may have died. */
  readonly stopping: AbortSignal;
  readonly now?: () => number;
  /** Longer than an answer takes with every retry, and shorter than the minute after which Slack repeats. */
  readonly lease?: number;
  /** After how long to look whether another process that had it came to an end. */
  readonly patience?: number;
  readonly lifetime?: number;
};

export function createElsewhere({
  answered,
  log,
  stopping,
  now = Date.now,
  lease = 20_000,
  patience = lease + clockDrift,
  lifetime = 15 * 60 * 1000,
}: Parts): Elsewhere {
  async function claim(key: string, otherwise: boolean): Promise<boolean> {
    try {
      return await answered.claim(key, now(), lease);
    } catch (error) {
      log.warn({ reason: reasonOf(error), answered: otherwise }, "cannot tell who else answers a delivery");
      return otherwise;
    }
  }

  async function settle(writing: Promise<void>): Promise<void> {
    await writing.catch((error) => log.debug({ reason: reasonOf(error) }, "an answer was not noted down"));
  }

  return {
    async unlessAnswered(id, work) {
      const key = `slack:${id}`;
      if (!(await claim(key, true))) {
        // Slack has been acknowledged and will not repeat it, so this process sees to it that the other was not cut off.
        await sleep(patience, undefined, { signal: stopping }).catch(() => {});
        if (stopping.aborted || !(await claim(key, false))) return;
      }
      try {
        await work();
      } catch (error) {
        await settle(answered.release(key));
        throw error;
      }
      await settle(answered.done(key, now() + lifetime));
    },
  };
}
