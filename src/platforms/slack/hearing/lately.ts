/** Remembers keys for a while: which threads the bot has answered in, which previews were shown. */
import { LRUCache } from "lru-cache";

export type Lately = {
  readonly note: (key: string) => void;
  readonly has: (key: string) => boolean;
};

/** Each key is remembered for `lifetime` milliseconds, at most `capacity` of them. */
export function rememberLately(lifetime: number, capacity = 10_000, now: () => number = Date.now): Lately {
  const kept = new LRUCache<string, number>({ max: capacity });
  return {
    note: (key) => void kept.set(key, now() + lifetime),
    has: (key) => (kept.get(key) ?? 0) > now(),
  };
}
