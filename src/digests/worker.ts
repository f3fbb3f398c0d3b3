/** Delivers due digests: claims them under a lease, a limited number at once, for as long as it runs. */
import { setTimeout as sleep } from "node:timers/promises";
import { unwatched, type Watch } from "../bot/watch.ts";
import { type Claim, StoreUnavailable } from "../store/store.ts";
import { createDelivery, type DeliveryParts, named } from "./delivery.ts";
import { createWindow } from "./window.ts";

type Parts = DeliveryParts & { readonly timing?: Timing; readonly watch?: Watch };

/** Milliseconds. */
type Timing = {
  /** How long a worker that died keeps others from its claims; posting ends well within it. */
  readonly lease: number;
  /** How often the store is asked where nothing is known to be due. */
  readonly idle: number;
  /** How long a process with an older catalog leaves digests to those with a newer one, as in a rolling update. */
  readonly handover: number;
};

const usual: Timing = { lease: 60_000, idle: 15_000, handover: 10 * 60_000 };
/** Delivered at once. */
const most = 20;
/** Claimed at a time, or more: looking for what is due costs as much for one as for a few. */
const few = 5;

export type Worker = {
  readonly start: () => void;
  /** Looks at once for what is due. */
  readonly wake: () => void;
  /** Delivers all that is due now; returns how many claims it took. */
  readonly deliverDue: () => Promise<number>;
  /** Resolves when no delivery is under way. */
  readonly stop: () => Promise<void>;
};

export function createWorker({
  store,
  voices,
  compose,
  snapshot,
  clock,
  log,
  timing = usual,
  watch = unwatched,
}: Parts): Worker {
  const stopping = new AbortController();
  let waking = new AbortController();
  let running: Promise<void> | undefined;
  const window = createWindow(most, few);
  const now = () => clock.now().getTime();
  const deliver = createDelivery({ store, voices, compose, snapshot, clock, log }, timing.lease / 20);

  /** While others bring a newer catalog into force, digests are theirs: this one would tell of the old one. */
  async function isOutdated(): Promise<boolean> {
    const since = await store.snapshots.after(await snapshot());
    return since !== undefined && now() - since < timing.handover;
  }

  async function attempt(claim: Claim): Promise<void> {
    try {
      const { platform } = claim.follow.place;
      await watch(
        { kind: "delivery", platform },
        () => deliver(claim),
        (outcome) => ({ outcome }),
      );
    } catch (err) {
      // The lease runs out, and the digest is claimed again.
      const away = err instanceof StoreUnavailable;
      const fields = { ...named(claim.follow), delivery: claim.delivery, ...(away ? {} : { err }) };
      log.error(fields, away ? "the store went away during a delivery" : "a delivery failed");
    }
  }

  /** Begins as many of the digests that are due as there is room for; how many that was, and whether more may be due. */
  async function begin(): Promise<{ readonly begun: number; readonly more: boolean }> {
    const room = window.room();
    const claims = await store.digests.claim(now(), timing.lease, room, [...voices.keys()]);
    for (const claim of claims) window.add(attempt(claim));
    return { begun: claims.length, more: claims.length === room };
  }

  /** The same; where no more are due, how long that is so. */
  async function look(): Promise<{ readonly more: boolean; readonly pause: number }> {
    try {
      if (await isOutdated()) return { more: false, pause: timing.idle };
      if ((await begin()).more) return { more: true, pause: 0 };
      const due = await store.digests.nextDue([...voices.keys()]);
      return {
        more: false,
        pause: Math.min(timing.idle, Math.max(0, (due ?? Number.POSITIVE_INFINITY) - now())),
      };
    } catch (err) {
      if (!(err instanceof StoreUnavailable)) log.error({ err }, "looking for due digests failed");
      return { more: false, pause: timing.idle };
    }
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      waking = new AbortController();
      const { more, pause } = await look();
      if (more) await window.someRoom();
      else {
        const signal = AbortSignal.any([stopping.signal, waking.signal]);
        await sleep(Math.max(pause, 50), undefined, { signal, ref: false }).catch(() => {});
      }
    }
    await window.empty();
  }

  async function deliverDue(): Promise<number> {
    let count = 0;
    for (let more = true; more && !(await isOutdated()); await window.someRoom()) {
      const { begun, more: again } = await begin();
      count += begun;
      more = again;
    }
    await window.empty();
    return count;
  }

  return {
    start() {
      running ??= run();
    },
    wake: () => waking.abort(),
    deliverDue,
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
