/** Paces what is posted unasked: about one message a second in a channel, none while Slack wants a workspace to wait. */
import { setTimeout as wait } from "node:timers/promises";
import type { Place } from "../../../bot/place.ts";

/** Slack takes one message a second in a channel, in milliseconds. */
const apart = 1_000;
/** A turn further off than this many milliseconds is not waited for: whoever asks may have a lease to keep. */
const patience = 5_000;

export type Pace = {
  /** Resolves when a message may go; with how many milliseconds to wait instead where that is too far off. */
  readonly turn: (place: Pick<Place, "tenant" | "channel">) => Promise<number | undefined>;
  /** Slack wants nothing more from a workspace's token for so many milliseconds. */
  readonly rest: (tenant: string, milliseconds: number) => void;
};

type Parts = { readonly now?: () => number; readonly sleep?: (milliseconds: number) => Promise<unknown> };

export function createPace({ now = Date.now, sleep = wait }: Parts = {}): Pace {
  /** When each channel takes its next message, the longest asked for first. */
  const free = new Map<string, number>();
  /** Until when each workspace rests. */
  const resting = new Map<string, number>();

  function forgetPast(time: number): void {
    for (const [channel, at] of free) {
      if (at > time) return;
      free.delete(channel);
    }
  }

  return {
    async turn({ tenant, channel }) {
      const key = `${tenant}:${channel}`;
      const time = now();
      forgetPast(time);
      const at = Math.max(time, free.get(key) ?? 0, resting.get(tenant) ?? 0);
      if (at - time > patience) return at - time;
      free.delete(key);
      free.set(key, at + apart);
      if (at > time) await sleep(at - time);
      const left = (resting.get(tenant) ?? 0) - now();
      return left > 0 ? left : undefined;
    },
    rest(tenant, milliseconds) {
      resting.set(tenant, Math.max(resting.get(tenant) ?? 0, now() + milliseconds));
    },
  };
}
