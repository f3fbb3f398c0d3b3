/** How the bot speaks without being asked: what each platform offers to digests, confirmations and shared cards. */
import type { Card } from "../card/card.ts";
import type { Json } from "./ask.ts";
import type { Person, Place } from "./place.ts";

/**
 * What came of posting. `later` may be tried again, after `wait` milliseconds where the platform says so, `limited`
 * where it only asked to wait, `doubtful` where the message may be out all the same; `never` will not work until somebody does what `advice` says; `gone` is a
 * place that is there no more.
 */
export type Posted =
  | { readonly kind: "sent"; readonly message: string }
  | Later
  | { readonly kind: "never"; readonly reason: string; readonly advice: string; readonly gone: boolean };

export type Later = {
  readonly kind: "later";
  readonly reason: string;
  readonly wait?: number;
  readonly limited?: boolean;
  readonly doubtful: boolean;
};

export type Posting = {
  readonly place: Place;
  /** What the platform itself keeps to reach the place again; a Teams conversation reference. */
  readonly address?: Json | undefined;
  readonly card: Card;
  /** Marks the message, so that it can be found again after a crash. */
  readonly key?: string;
};

/** Whether something holds, or cannot be told. */
export type Told = "yes" | "no" | "unknown";

export type Channels = {
  /** Never rejects. */
  readonly post: (posting: Posting) => Promise<Posted>;
  /**
   * The message marked with `key` that was posted in the place since `since`, where the platform can look; undefined
   * where there is none or it cannot be told, `later` where it may be told after a while.
   */
  readonly find?: (place: Place, key: string, since: Date) => Promise<string | undefined | Later>;
  /** The IANA time zone of somebody's profile, where the platform gives it. */
  readonly zoneOf?: (person: Person, tenant: string) => Promise<string | undefined>;
  /** What people call somebody, where the ask did not say it and the platform gives it. */
  readonly nameOf?: (person: Person, tenant: string) => Promise<string | undefined>;
  /** Whether somebody belongs to a place other than the one they speak in. */
  readonly isMember?: (person: Person, place: Place) => Promise<Told>;
  /**
   * The place somebody means by `#general` or by an id: undefined where there is none by that name, `unknown` where the
   * platform does not let us look. Whether they may see it is for `isMember` to say.
   */
  readonly placeNamed?: (name: string, tenant: string) => Promise<Place | undefined | "unknown">;
  /** Whether somebody administers the workspace. */
  readonly isAdmin?: (person: Person, tenant: string) => Promise<Told>;
};
