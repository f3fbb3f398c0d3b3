/** Remembers keys for a while: which threads the bot has answered in, which previews were shown. */

export type Lately = {
  readonly note: (key: string) => void;
  readonly has: (key: string) => boolean;
};

/** Each key is remembered for `lifetime` milliseconds, at most `capacity` of them. */
export function rememberLately(lifetime: number, capacity = 10_000, now: () => number = Date.now): Lately {
  const kept = new Map<string, number>();
  return {
    note(key) {
      kept.delete(key);
      kept.set(key, now() + lifetime);
      const oldest = kept.keys().next();
      if (kept.size > capacity && !oldest.done) kept.delete(oldest.value);
    },
    has: (key) => (kept.get(key) ?? 0) > now(),
  };
}
