/** The store's contract: state that must outlive a process, the same over SQLite and PostgreSQL. */
import type { Json } from "../bot/ask.ts";
import type { Place, Platform } from "../bot/place.ts";

/** The store is off, out of reach or full; answers to questions go on without it. Carries no data in its message. */
export class StoreUnavailable extends Error {
  override readonly name = "StoreUnavailable";
}

/** When digests come: a cron pattern read in an IANA time zone, and at once on a change where `onChange`. */
export type Schedule = { readonly pattern: string; readonly zone: string; readonly onChange: boolean };

/** What the readers of a place have been told of: a catalog, kept as a snapshot, on a day. */
export type Knowing = {
  readonly snapshot: string;
  /** Epoch milliseconds. */
  readonly at: number;
};

export type Follow = {
  readonly id: string;
  readonly place: Place;
  /** Ids of meshes, `all`, `mesh-of-the-week` or `decision:<number>`. */
  readonly subjects: readonly string[];
  readonly schedule: Schedule;
  /** Send also where nothing is new. */
  readonly always: boolean;
  readonly paused: boolean;
  /** The id of who asked for it; undefined once forgotten. */
  readonly by: string | undefined;
  readonly knowing: Knowing;
  /** How many meshes of the week were shown. */
  readonly turn: number;
  /** When it is due next, in epoch milliseconds. */
  readonly dueAt: number;
};

export type NewFollow = Omit<Follow, "id" | "paused" | "turn">;

export type Follows = {
  readonly of: (place: Place) => Promise<readonly Follow[]>;
  /** Adds subjects to the follow of that place and schedule, or makes one; `added` were not in it before. */
  readonly add: (
    follow: NewFollow,
  ) => Promise<{ readonly follow: Follow; readonly added: readonly string[] }>;
  /**
   * Takes subjects out of every follow of the place, or out of `only` one or all but `except` one; a follow left empty
   * goes. Returns what was taken.
   */
  readonly take: (
    place: Place,
    subjects: readonly string[],
    where?: { readonly only?: string; readonly except?: string },
  ) => Promise<readonly string[]>;
  /** Pauses or resumes everything followed in a place; resuming makes `dueAt` of each follow anew. */
  readonly pause: (
    place: Place,
    paused: boolean,
    dueAt?: (schedule: Schedule) => number,
  ) => Promise<readonly Follow[]>;
  /** Makes due now every follow that wants to hear of changes at once. */
  readonly wake: (now: number) => Promise<number>;
};

/** A follow a worker holds until its lease ends. */
export type Claim = {
  readonly follow: Follow;
  /** Names this digest through every attempt. */
  readonly delivery: string;
  /** How often it was tried before. */
  readonly attempts: number;
  /** An attempt that began and of whose end nothing is known: its message may be out. */
  readonly doubtful: Attempt | undefined;
  readonly address: Json | undefined;
  readonly token: string;
  /** How long it may be held, in milliseconds. */
  readonly lease: number;
};

/** What the readers of a digest know once it is out. */
export type Telling = { readonly knowing: Knowing; readonly turn: number };

export type Attempt = Telling & { readonly at: number };

/** What follows a digest. */
export type Onward = Telling & { readonly dueAt: number };

export type DeadLetter = {
  readonly delivery: string;
  readonly place: Place;
  readonly subjects: readonly string[];
  readonly dueAt: number;
  readonly attempts: number;
  readonly reason: string;
};

/** Each of a claim's endings is false, and changes nothing, where the lease was lost to another worker meanwhile. */
export type Digests = {
  /** Claims due follows of these platforms for `lease` milliseconds, the longest due first. */
  readonly claim: (
    now: number,
    lease: number,
    limit: number,
    platforms: readonly Platform[],
  ) => Promise<readonly Claim[]>;
  /** Says that the message is about to go out, and holds the claim for another lease; false too once that is over. */
  readonly begin: (claim: Claim, telling: Telling, now: number) => Promise<boolean>;
  readonly sent: (claim: Claim, message: string, onward: Onward, now: number) => Promise<boolean>;
  /** Nothing was new. */
  readonly skip: (claim: Claim, onward: Onward) => Promise<boolean>;
  /** Tries again at `at`, `attempts` having failed; `doubtful` where the message may be out although nobody said so. */
  readonly retry: (
    claim: Claim,
    how: {
      readonly reason: string;
      readonly at: number;
      readonly doubtful: boolean;
      readonly attempts: number;
    },
  ) => Promise<boolean>;
  /** Gives this digest up; its readers are not told, so the next one tells what this one would have. */
  readonly bury: (claim: Claim, reason: string, dueAt: number, now: number) => Promise<boolean>;
  readonly dead: (tenant: string, platform: Platform) => Promise<readonly DeadLetter[]>;
  /** Makes the follow of a dead letter due now and forgets the letter; false where there is none. */
  readonly revive: (delivery: string, tenant: string, now: number) => Promise<boolean>;
  /** How many follows are due and claimed by nobody. */
  readonly waiting: (now: number) => Promise<number>;
  /** When the next follow of these platforms is due; undefined where none is. */
  readonly nextDue: (platforms: readonly Platform[]) => Promise<number | undefined>;
};

export type Places = {
  /** Keeps how the platform reaches a place. */
  readonly remember: (place: Place, address: Json, now: number) => Promise<void>;
  readonly address: (place: Place) => Promise<Json | undefined>;
  /** A place is there no more: what was followed there goes with it. */
  readonly forget: (place: Place) => Promise<void>;
};

export type Decision = {
  readonly number: number;
  readonly place: Place;
  readonly mesh: string;
  readonly mode: string | undefined;
  readonly reason: string;
  /** The sentence of needs it rests on; empty where none were stated. */
  readonly needs: string;
  /** What it was compared with, and on which features. */
  readonly compared: readonly string[];
  readonly features: readonly string[];
  readonly sources: readonly string[];
  readonly catalog: { readonly version: string; readonly date: string };
  readonly knowing: Knowing;
  /** Undefined once forgotten. */
  readonly by: { readonly id: string; readonly name: string | undefined } | undefined;
};

export type Decisions = {
  /** Numbers it within its tenant and keeps it. */
  readonly add: (decision: Omit<Decision, "number">) => Promise<Decision>;
  /** The newest first. */
  readonly list: (tenant: string, platform: Platform, limit: number) => Promise<readonly Decision[]>;
  readonly get: (tenant: string, platform: Platform, number: number) => Promise<Decision | undefined>;
};

/** Catalogs as they once were, so that what changed since can be told. */
export type Snapshots = {
  /** Keeps the one that came into force at `now`; true where it was not known before. */
  readonly keep: (id: string, catalog: string, now: number) => Promise<boolean>;
  /** When another came into force after this one, in whichever process; the latest such time. */
  readonly after: (id: string) => Promise<number | undefined>;
  readonly read: (id: string) => Promise<string | undefined>;
};

export type Installation = {
  readonly tenant: string;
  /** Encrypted; the store cannot read it. */
  readonly sealed: string;
};

export type Installations = {
  readonly put: (installation: Installation, now: number) => Promise<void>;
  readonly get: (tenant: string) => Promise<string | undefined>;
  readonly all: () => Promise<readonly Installation[]>;
  /** Puts `sealed` in the place of `before`; false where somebody else changed it meanwhile. */
  readonly reseal: (tenant: string, before: string, sealed: string) => Promise<boolean>;
  /** Takes the installation away with everything followed and remembered there; decisions stay for `sweep`. */
  readonly remove: (tenant: string, platform: Platform, now: number) => Promise<void>;
  /** Uses up the state of an OAuth flow; false where it was used before. */
  readonly spendState: (state: string, until: number) => Promise<boolean>;
};

/** Deliveries that were answered, so that a repeated one is answered once whichever process gets it. */
export type Answered = {
  /** True where nobody answers it yet; it is the caller's for `lease` milliseconds. */
  readonly claim: (id: string, now: number, lease: number) => Promise<boolean>;
  readonly done: (id: string, until: number) => Promise<void>;
  readonly release: (id: string) => Promise<void>;
};

export type StoredTopics = {
  readonly get: (conversation: string, now: number) => Promise<string | undefined>;
  readonly set: (conversation: string, topic: string, until: number) => Promise<void>;
};

export type Store = {
  readonly follows: Follows;
  readonly digests: Digests;
  readonly places: Places;
  readonly decisions: Decisions;
  readonly snapshots: Snapshots;
  readonly installations: Installations;
  readonly answered: Answered;
  readonly topics: StoredTopics;
  /** Removes what is kept of a person in a tenant; returns how many rows it touched. */
  readonly forget: (person: string, platform: Platform, tenant: string) => Promise<number>;
  /** Deletes what has outlived its time; `inUse` is the snapshot of the catalog in force. */
  readonly sweep: (now: number, inUse: string) => Promise<void>;
  /** Rejects with StoreUnavailable where it is out of reach. */
  readonly ping: () => Promise<void>;
  readonly close: () => Promise<void>;
};
