/** What commands that keep or change something work with: the store, the platforms' voices, and who asks. */

import type { Card } from "../card/card.ts";
import type { Catalog } from "../catalog/catalog.ts";
import type { Follow, Store } from "../store/store.ts";
import type { Ask, Reply } from "./ask.ts";
import type { Channels } from "./channels.ts";
import type { From, Platform } from "./place.ts";

export type State = {
  readonly store: Store;
  /** Undefined where the platform cannot be spoken on unasked. */
  readonly channels: (platform: Platform) => Channels | undefined;
  /** Ids of people, as platforms name them, who may do everything. */
  readonly admins: ReadonlySet<string>;
  /** The id of the catalog in force among the kept ones; keeps it where it is not. */
  readonly snapshot: () => Promise<string>;
  /** A catalog as it was; undefined where it is not kept any more. */
  readonly catalogOf: (snapshot: string) => Promise<Catalog | undefined>;
  /** The answer to a question, for others to read; it changes nothing. */
  readonly answer: (text: string, from: From) => Promise<Reply>;
  /** The digest of a follow as it would go out now; undefined where nothing is new. */
  readonly preview: (follow: Follow, now: Date) => Promise<Card | undefined>;
};

/** One ask of a stateful command. */
export type Session = {
  readonly state: State;
  readonly from: From;
  readonly via: Ask["via"];
  readonly now: Date;
};
