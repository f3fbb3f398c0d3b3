/** Work under way, so that a stop can wait for it. */
import type { Logger } from "pino";

export type Work = {
  readonly track: <T>(work: Promise<T>) => Promise<T>;
  /** Resolves when everything under way now has ended, or `patience` milliseconds have passed. */
  readonly drain: (patience: number) => Promise<void>;
};

export function trackWork(log: Logger): Work {
  const underWay = new Set<Promise<unknown>>();
  return {
    track(work) {
      underWay.add(work);
      const forget = () => underWay.delete(work);
      work.then(forget, forget);
      return work;
    },
    async drain(patience) {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<"late">((resolve) => {
        timer = setTimeout(resolve, patience, "late");
      });
      const ended = await Promise.race([Promise.allSettled(underWay), late]);
      clearTimeout(timer);
      if (ended === "late") log.warn({ left: underWay.size }, "stopped before every Slack answer was sent");
    },
  };
}
