/** Remembers which deliveries were answered, so that one which Slack repeats is answered once. */
import type { Elsewhere } from "./elsewhere.ts";

type Delivery = { readonly done: Promise<boolean>; readonly until: number };

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
  const kept = new Map<string, Delivery>();

  function forgetOldest(): void {
    for (const [id, { until }] of kept) {
      if (until > now() && kept.size < capacity) return;
      kept.delete(id);
    }
  }

  return {
    async once(id, work) {
      if (id === undefined) return work();
      for (let earlier = kept.get(id); earlier && earlier.until > now(); earlier = kept.get(id))
        if (await earlier.done) return;
      forgetOldest();
      const working = elsewhere ? elsewhere.unlessAnswered(id, work) : work();
      const done = working.then(
        () => true,
        () => {
          kept.delete(id);
          return false;
        },
      );
      kept.set(id, { done, until: now() + lifetime });
      return working;
    },
  };
}
