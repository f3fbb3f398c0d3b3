/** Delivers one claimed digest: composes it, posts it, and records what came of it. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Clock } from "../bot/bot.ts";
import type { Channels, Posted } from "../bot/channels.ts";
import type { Platform } from "../bot/place.ts";
import { type Claim, type Follow, type Onward, type Store, StoreUnavailable } from "../store/store.ts";
import type { Composer, Digest } from "./compose.ts";
import { isPutOff, retryAfter, tries } from "./patience.ts";
import { nextTime } from "./schedule.ts";

type DeliveryLog = {
  readonly info: (fields: object, message: string) => void;
  readonly warn: (fields: object, message: string) => void;
  readonly error: (fields: object, message: string) => void;
};

export type DeliveryParts = {
  readonly store: Store;
  /** The platforms this process speaks on. */
  readonly voices: ReadonlyMap<Platform, Channels>;
  readonly compose: Composer;
  /** The snapshot of the catalog that digests are composed from. */
  readonly snapshot: () => Promise<string>;
  readonly clock: Clock;
  readonly log: DeliveryLog;
};

/** What an attempt came to; `lost` where another worker has the claim. */
type Came = "sent" | "found" | "quiet" | "retried" | "dead" | "gone" | "lost";

/** Notes that failed are made again after `again` milliseconds. */
export function createDelivery(
  { store, voices, compose, snapshot, clock, log }: DeliveryParts,
  again: number,
): (claim: Claim) => Promise<Came> {
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

  async function settle(claim: Claim, posted: Posted, onward: Onward): Promise<Came> {
    const { follow, delivery, attempts } = claim;
    const fields = { ...named(follow), delivery };
    if (posted.kind === "sent") {
      await record(() => store.digests.sent(claim, posted.message, onward, now()));
      log.info(fields, "a digest was delivered");
      return "sent";
    }
    if (posted.kind === "later") {
      const { reason, doubtful } = posted;
      const late = now() - follow.dueAt;
      const made = isPutOff(posted, late) ? attempts : attempts + 1;
      if (made < tries) {
        const at = now() + retryAfter(posted, { attempts, late });
        await store.digests.retry(claim, { reason, at, doubtful, attempts: made });
        log.warn({ ...fields, reason, attempts: made }, "a digest will be tried again");
        return "retried";
      }
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
        await sleep(again);
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

  return deliver;
}

export const named = ({ id, place: { platform, tenant, channel } }: Follow) => ({
  follow: id,
  platform,
  tenant,
  channel,
});
