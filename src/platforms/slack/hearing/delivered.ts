/** Remembers which deliveries were answered, so that one which Slack repeats is answered once. */
import type { Elsewhere } from "./elsewhere.ts";
import { rememberLately } from "./lately.ts";

export type Deliveries = {
  /**
   * Does the work of a delivery unless that was done before. While it is being done elsewhere this waits, and does it
   * after all if that fails.
   */
  readonly once: (id: string | undefined, work: () => Promise<void>) => Promise<void>;
};

type Parts = {
  readonly capacity?: number;
  readonly lifetime?: number;
  readonly now?: () => number;
  /** The other processes that Slack delivers to. */
  readonly elsewhere?: Elsewhere | undefined;
};

/** Slack repeats a delivery within six minutes; each is remembered for `lifetime` milliseconds. */
export function rememberDeliveries({
  capacity = 50_000,
  lifetime = 15 * 60 * 1000,
  now = Date.now,
  elsewhere,
}: Parts = {}): Deliveries {
  const answered = rememberLately(lifetime, capacity, now);
  /** Whether it was answered, once that is known. */
  const underWay = new Map<string, Promise<boolean>>();

  return {
    async once(id, work) {
      if (id === undefined) return work();
      for (let earlier = underWay.get(id); earlier; earlier = underWay.get(id)) {
        if (await earlier) return;
      }
      if (answered.has(id)) return;
      const working = elsewhere ? elsewhere.unlessAnswered(id, work) : work();
      const done = working.then(
        () => {
          answered.note(id);
          return true;
        },
        () => false,
      );
      underWay.set(
        id,
        done.finally(() => underWay.delete(id)),
      );
      return working;
    },
  };
}
