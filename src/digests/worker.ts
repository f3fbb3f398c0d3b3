/** Delivers due digests: claims them under a lease, posts, and records what came of it. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Clock } from "../bot/bot.ts";
import type { Channels, Posted } from "../bot/channels.ts";
import type { Platform } from "../bot/place.ts";
import { unwatched, type Watch } from "../bot/watch.ts";
import { type Claim, type Follow, type Onward, type Store, StoreUnavailable } from "../store/store.ts";
import type { Composer, Digest } from "./compose.ts";
import { retryAfter, tries } from "./patience.ts";
import { nextTime } from "./schedule.ts";

type DeliveryLog = {
  readonly info: (fields: object, message: string) => void;
  readonly warn: (fields: object, message: string) => void;
  readonly error: (fields: object, message: string) => void;
};

type Parts = {
  readonly store: Store;
  /** The platforms this process speaks on. */
  readonly voices: ReadonlyMap<Platform, Channels>;
  readonly compose: Composer;
  /** The snapshot of the catalog that digests are composed from. */
  readonly snapshot: () => Promise<string>;
  readonly clock: Clock;
  readonly log: DeliveryLog;
  readonly timing?: Timing;
  readonly watch?: Watch;
};

/** What an attempt came to; `lost` where another worker has the claim. */
type Came = "sent" | "found" | "quiet" | "retried" | "dead" | "gone" | "lost";

/** Milliseconds. */
type Timing = {
  /** How long a worker that died keeps others from its claims; posting ends well within it. */
  readonly lease: number;
  /** How often the store is asked where nothing is known to be due. */
  readonly idle: number;
  /** How long a stop waits for deliveries under way. */
  readonly patience: number;
  /** How long a process with an older catalog leaves digests to those with a newer one, as in a rolling update. */
  readonly handover: number;
};

const usual: Timing = { lease: 60_000, idle: 15_000, patience: 10_000, handover: 10 * 60_000 };
/** Claimed at a time. */
const batch = 20;

export type Worker = {
  readonly start: () => void;
  /** Looks at once for what is due. */
  readonly wake: () => void;
  /** Delivers what is due now; returns how many claims it took. */
  readonly deliverDue: () => Promise<number>;
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
  const now = () => clock.now().getTime();

  async function deliver(claim: Claim): Promise<Came> {
    const { follow, delivery, address } = claim;
    const at = clock.now();
    const voice = voices.get(follow.place.platform);
    if (!voice) throw new Error(`claimed a digest for ${follow.place.platform}, which is not connected`);
    const knowing = { snapshot: await snapshot(), at: at.getTime() };
    const dueAt = nextTime(follow.schedule, at).getTime();
    const digest = await compose(follow, at);
    if (!digest) {
      const kept = await store.digests.skip(claim, { dueAt, knowing, turn: follow.turn });
      return kept ? "quiet" : "lost";
    }

    const onward = { dueAt, knowing, turn: digest.turn };
    const earlier = claim.doubtful && (await found(voice, claim, claim.doubtful.at));
    // Better late than twice; the last attempt posts all the same.
    if (typeof earlier === "object" && claim.attempts + 1 < tries)
      return await settle(claim, { ...earlier, doubtful: true }, onward);
    if (claim.doubtful && typeof earlier === "string") {
      // Its readers know what it told, which may be less than what is known by now.
      const { knowing, turn } = claim.doubtful;
      await record(() => store.digests.sent(claim, earlier, { dueAt, knowing, turn }, now()));
      log.info({ ...named(follow), delivery }, "a digest was out already");
      return "found";
    }
    if (!(await store.digests.begin(claim, onward, now()))) return "lost";
    const posted = await voice.post({ place: follow.place, address, card: digest.card, key: delivery });
    const came = await settle(claim, posted, onward);
    if (posted.kind === "sent") await postDetails(voice, claim, digest, posted.message);
    return came;
  }

  const found = (voice: Channels, { follow, delivery }: Claim, attempted: number) =>
    voice.find?.(follow.place, delivery, new Date(Math.min(follow.dueAt, attempted)));

  /** While others bring a newer catalog into force, digests are theirs: this one would tell of the old one. */
  async function isOutdated(): Promise<boolean> {
    const since = await store.snapshots.after(await snapshot());
    return since !== undefined && now() - since < timing.handover;
  }

  async function settle(claim: Claim, posted: Posted, onward: Onward): Promise<Came> {
    const { follow, delivery, attempts } = claim;
    const fields = { ...named(follow), delivery };
    if (posted.kind === "sent") {
      await record(() => store.digests.sent(claim, posted.message, onward, now()));
      log.info(fields, "a digest was delivered");
      return "sent";
    }
    if (posted.kind === "later" && attempts + 1 < tries) {
      const { reason, doubtful } = posted;
      await store.digests.retry(claim, { reason, at: now() + retryAfter(attempts, posted.wait), doubtful });
      log.warn({ ...fields, reason, attempts: attempts + 1 }, "a digest will be tried again");
      return "retried";
    }
    if (posted.kind === "never" && posted.gone) {
      await store.places.forget(follow.place);
      log.warn({ ...fields, reason: posted.reason }, "a place is gone, and what was followed there");
      return "gone";
    }
    await store.digests.bury(claim, posted.reason, onward.dueAt, now());
    log.error({ ...fields, reason: posted.reason }, "a digest could not be delivered; `digests` lists it");
    return "dead";
  }

  /** The message is out: that is worth a few tries to note. */
  async function record(note: () => Promise<boolean>): Promise<void> {
    for (let left = 3; ; left--) {
      try {
        await note();
        return;
      } catch (error) {
        if (!(error instanceof StoreUnavailable) || left === 1) throw error;
        await sleep(timing.lease / 20);
      }
    }
  }

  /** Below the digest, once that is recorded; a failure costs nothing that was promised. */
  async function postDetails(voice: Channels, claim: Claim, digest: Digest, thread: string): Promise<void> {
    if (!digest.details) return;
    const { place } = claim.follow;
    const posted = await voice.post({
      place: { ...place, thread },
      address: claim.address,
      card: digest.details,
    });
    if (posted.kind !== "sent")
      log.warn({ ...named(claim.follow), reason: posted.reason }, "the details of a digest were not posted");
  }

  async function claimAndDeliver(): Promise<number> {
    const claims = await store.digests.claim(now(), timing.lease, batch, [...voices.keys()]);
    await Promise.all(
      claims.map(async (claim) => {
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
      }),
    );
    return claims.length;
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      waking = new AbortController();
      let found = 0;
      let pause = timing.idle;
      try {
        if (!(await isOutdated())) {
          found = await claimAndDeliver();
          const due = found < batch ? await store.digests.nextDue([...voices.keys()]) : undefined;
          if (due !== undefined) pause = Math.min(timing.idle, Math.max(0, due - now()));
        }
      } catch (err) {
        if (!(err instanceof StoreUnavailable)) log.error({ err }, "looking for due digests failed");
      }
      if (found === batch || stopping.signal.aborted) continue;
      const signal = AbortSignal.any([stopping.signal, waking.signal]);
      await sleep(Math.max(pause, 50), undefined, { signal, ref: false }).catch(() => {});
    }
  }

  return {
    start() {
      running ??= run();
    },
    wake: () => waking.abort(),
    deliverDue: async () => ((await isOutdated()) ? 0 : claimAndDeliver()),
    async stop() {
      stopping.abort();
      const late = sleep(timing.patience, undefined, { ref: false });
      await Promise.race([running, late]);
    },
  };
}

const named = ({ id, place: { platform, tenant, channel } }: Follow) => ({
  follow: id,
  platform,
  tenant,
  channel,
});
