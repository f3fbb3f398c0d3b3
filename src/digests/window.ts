/** Work under way, a limited number at once: as one piece ends there is room for the next, however long others take. */

export type Window = {
  /** How many more may begin now. */
  readonly room: () => number;
  /** Counts work, which must not reject, for as long as it takes. */
  readonly add: (work: Promise<void>) => void;
  /** Resolves once there is room for a few more. */
  readonly someRoom: () => Promise<void>;
  /** Resolves once nothing is under way. */
  readonly empty: () => Promise<void>;
};

/** Room for fewer than `few` is not worth looking for more. */
export function createWindow(most: number, few: number): Window {
  const underWay = new Set<Promise<void>>();
  return {
    room: () => most - underWay.size,
    add(work) {
      const counted = work.finally(() => underWay.delete(counted));
      underWay.add(counted);
    },
    async someRoom() {
      while (underWay.size > most - few) await Promise.race(underWay);
    },
    async empty() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}
