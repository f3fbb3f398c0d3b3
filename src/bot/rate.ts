/** A token bucket for each key: as many at once as a minute brings, then as fast as they come back. */
import { LRUCache } from "lru-cache";

export type Rate = {
  /** Takes one; 0 where there was one, else the whole seconds until the next. */
  readonly take: (key: string, now: number) => number;
};

/** As many keys as are kept; beyond, whoever was quiet longest starts anew. */
const most = 10_000;

/** `perMinute` of 0 has no limit. */
export function createRate(perMinute: number, capacity = most): Rate {
  const buckets = new LRUCache<string, { readonly left: number; readonly at: number }>({ max: capacity });
  const perMillisecond = perMinute / 60_000;
  return {
    take(key, now) {
      if (perMinute === 0) return 0;
      const { left, at } = buckets.get(key) ?? { left: perMinute, at: now };
      const back = Math.max(0, now - at) * perMillisecond;
      const had = Math.min(perMinute, left + back);
      const has = had >= 1;
      buckets.set(key, { left: has ? had - 1 : had, at: now });
      return has ? 0 : Math.ceil((1 - had) / perMillisecond / 1_000);
    },
  };
}
