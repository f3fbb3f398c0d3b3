/** Remembers how to reach every place the bot is in, and writes it down only where it is not written yet. */
import { LRUCache } from "lru-cache";
import type { Json } from "../../bot/ask.ts";
import { type Place, placeKey } from "../../bot/place.ts";
import type { TeamsActivity } from "./activity.ts";
import { type Address, addressOf, readAddress, toJson } from "./address.ts";
import { placesOf, presenceIn } from "./events.ts";

/** Where addresses outlive the process. Each call may reject while that is out of reach. */
export type Addresses = {
  readonly remember: (place: Place, address: Json) => Promise<void>;
  readonly address: (place: Place) => Promise<Json | undefined>;
  readonly forget: (place: Place) => Promise<void>;
};

export type AddressBook = {
  /** Takes from an event what it says of its place; never rejects and keeps nobody waiting. */
  readonly note: (activity: TeamsActivity) => void;
  readonly of: (place: Place) => Promise<Address | undefined>;
  /** Never rejects. */
  readonly forget: (place: Place) => void;
};

type Parts = {
  readonly addresses: Addresses;
  readonly now: () => number;
  /** Told the name of an error, nothing more. */
  readonly failed: (reason: string) => void;
};

const writtenAgainAfter = 24 * 60 * 60 * 1000;
const heldAtOnce = 10_000;

export function createAddressBook({ addresses, now, failed }: Parts): AddressBook {
  const written = new LRUCache<string, { readonly text: string; readonly at: number }>({ max: heldAtOnce });
  /** What is being written of a place: changes to it take turns. */
  const underWay = new Map<string, Promise<void>>();

  function change(key: string, work: () => Promise<void>): void {
    const turn = (underWay.get(key) ?? Promise.resolve()).then(work).catch((error: unknown) => {
      written.delete(key);
      failed(error instanceof Error ? error.name : typeof error);
    });
    underWay.set(key, turn);
    void turn.then(() => {
      if (underWay.get(key) === turn) underWay.delete(key);
    });
  }

  function remember(place: Place, address: Address): void {
    const key = placeKey(place);
    const text = JSON.stringify(address);
    const before = written.get(key);
    const isFresh = before?.text === text && now() - before.at < writtenAgainAfter;
    if (!isFresh) written.set(key, { text, at: now() });
    change(key, async () => {
      // Another process, or somebody who wants to be forgotten, may have taken it away meanwhile.
      const isKept = isFresh && (await addresses.address(place)) !== undefined;
      if (!isKept) await addresses.remember(place, toJson(address));
    });
  }

  function forget(place: Place): void {
    written.delete(placeKey(place));
    change(placeKey(place), () => addresses.forget(place));
  }

  return {
    note(activity) {
      const presence = presenceIn(activity);
      if (presence === "untold") return;
      for (const place of placesOf(activity)) {
        if (presence === "gone") forget(place);
        else remember(place, addressOf(activity));
      }
    },
    async of(place) {
      const change = underWay.get(placeKey(place));
      if (change) await change;
      return readAddress(await addresses.address(place));
    },
    forget,
  };
}
