/** Where people talk and who they are: what an ask comes from, and where a card may be posted unasked. */

export type Platform = "slack" | "teams" | "terminal" | "playground";

/** A channel, a group or a direct conversation. What belongs to one tenant is never shown to another. */
export type Place = {
  readonly platform: Platform;
  /** The workspace, organisation or tenant, as the platform names it. */
  readonly tenant: string;
  /** The channel or conversation, as the platform names it. */
  readonly channel: string;
  readonly kind: "channel" | "group" | "direct";
  readonly thread?: string;
};

export type Person = { readonly id: string; readonly name?: string };

/** Where an ask comes from. */
export type From = {
  readonly place: Place;
  readonly person: Person;
  /** Who reads the reply where it was asked. */
  readonly heardBy: "asker" | "everyone";
};

/** One key a place, whatever the thread. */
export const placeKey = ({ platform, tenant, channel }: Place): string => `${platform}:${tenant}:${channel}`;

/** A place without its thread: a thread is where something was said, not where digests go. */
export const outsideThread = ({ thread: _, ...place }: Place): Place => place;
