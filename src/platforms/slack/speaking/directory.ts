/** The channels of each workspace by their names. */
import type { webApi } from "@slack/bolt";
import { LRUCache } from "lru-cache";
import type { Place } from "../../../bot/place.ts";
import { pages } from "./pages.ts";
import { wordOf } from "./reason.ts";

/** How long a list is good for, in milliseconds; names that are not on it are looked up again sooner. */
const lifetime = { found: 10 * 60_000, missed: 30_000 };
/** The most workspaces whose channels are kept in mind. */
const most = 100;

type Names = ReadonlyMap<string, string>;
type Kept = { readonly at: number; readonly names: Promise<Names> };
type Looking = { readonly client: webApi.WebClient; readonly token: string };

export type Directory = {
  /** The channel of a name, with or without its `#`, or of an id; undefined where there is none. Rejects where Slack does not say. */
  readonly find: (looking: Looking, name: string, tenant: string) => Promise<Place | undefined>;
};

export function createDirectory(now: () => number): Directory {
  const kept = new LRUCache<string, Kept>({ max: most });

  async function namesOf(looking: Looking, tenant: string, newest: number): Promise<Names> {
    const known = kept.get(tenant);
    if (known && known.at >= newest) return known.names;
    const names = listed(looking);
    kept.set(tenant, { at: now(), names });
    names.catch(() => kept.delete(tenant));
    return names;
  }

  return {
    async find(looking, said, tenant) {
      const [, inside = said] = /^<#(\w+)(?:\|[^<>]*)?>$/.exec(said.trim()) ?? [];
      const name = inside.trim().replace(/^#/, "");
      const placeOf = (channel: string): Place => ({ platform: "slack", tenant, channel, kind: "channel" });
      // Names are in small letters, ids in capitals.
      if (/^[CG][A-Z0-9]+$/.test(name)) return (await exists(looking, name)) ? placeOf(name) : undefined;
      const wanted = name.toLowerCase();
      const id =
        (await namesOf(looking, tenant, now() - lifetime.found)).get(wanted) ??
        (await namesOf(looking, tenant, now() - lifetime.missed)).get(wanted);
      return id === undefined ? undefined : placeOf(id);
    },
  };
}

/** Public channels, and the private ones the bot is in. */
async function listed({ client, token }: Looking): Promise<Names> {
  const names = new Map<string, string>();
  const all = { token, types: "public_channel,private_channel", exclude_archived: true, limit: 999 };
  for await (const { channels = [] } of pages((from) => client.conversations.list({ ...all, ...from })))
    for (const { id, name } of channels)
      if (id !== undefined && name !== undefined) names.set(name.toLowerCase(), id);
  return names;
}

async function exists({ client, token }: Looking, channel: string): Promise<boolean> {
  try {
    await client.conversations.info({ token, channel });
    return true;
  } catch (error) {
    if (wordOf(error) === "channel_not_found") return false;
    throw error;
  }
}
