/** The time zones people were last seen in: Teams tells them with every message, and nowhere else. */
import { LRUCache } from "lru-cache";
import { z } from "zod";
import type { TeamsActivity } from "./activity.ts";
import { personOf } from "./intake.ts";

const clientSchema = z.object({ type: z.literal("clientInfo"), timezone: z.string() });

export type Zones = {
  readonly note: (activity: TeamsActivity) => void;
  readonly of: (person: string) => string | undefined;
};

export function createZones(capacity = 10_000): Zones {
  const seen = new LRUCache<string, string>({ max: capacity });
  return {
    note(activity) {
      const zone = zoneIn(activity);
      if (zone !== undefined) seen.set(personOf(activity).id, zone);
    },
    of: (person) => seen.get(person),
  };
}

function zoneIn({ entities, localTimezone }: TeamsActivity): string | undefined {
  const told = (entities ?? []).flatMap((entity) => clientSchema.safeParse(entity).data?.timezone ?? []);
  return [...told, localTimezone].find((zone) => typeof zone === "string" && isZone(zone)) as
    | string
    | undefined;
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
