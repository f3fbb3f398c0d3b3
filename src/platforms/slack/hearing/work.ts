/** Work under way, so that a stop can wait for it. */
export type Work = {
  readonly track: <T>(work: Promise<T>) => Promise<T>;
  /** Resolves when everything under way now has ended, however long that takes: a stop has its own deadline. */
  readonly drain: () => Promise<void>;
};

export function trackWork(): Work {
  const underWay = new Set<Promise<unknown>>();
  return {
    track(work) {
      underWay.add(work);
      const forget = () => underWay.delete(work);
      work.then(forget, forget);
      return work;
    },
    async drain() {
      await Promise.allSettled(underWay);
    },
  };
}
