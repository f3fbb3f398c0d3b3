/** Rows as values and back. */
import { type Place, placeKey } from "../bot/place.ts";
import type { Decision, Follow } from "./store.ts";
import type { Tables } from "./tables.ts";

type Where = Pick<Tables["places"], "place" | "platform" | "tenant" | "channel" | "kind">;

export const toWhere = (place: Place): Where => ({
  place: placeKey(place),
  platform: place.platform,
  tenant: place.tenant,
  channel: place.channel,
  kind: place.kind,
});

/** What is written was a Place, so its words are those of the type. */
export const toPlace = ({ platform, tenant, channel, kind }: Where): Place => ({
  platform: platform as Place["platform"],
  tenant,
  channel,
  kind: kind as Place["kind"],
});

export const listIn = (json: string): readonly string[] => JSON.parse(json);

export const toFollow = (row: Tables["follows"]): Follow => ({
  id: row.id,
  place: toPlace(row),
  subjects: listIn(row.subjects),
  schedule: { pattern: row.pattern, zone: row.zone, onChange: row.on_change === 1 },
  always: row.always === 1,
  paused: row.paused === 1,
  by: row.person ?? undefined,
  knowing: { snapshot: row.snapshot, at: row.known_at },
  turn: row.turn,
  dueAt: row.due_at,
});

export const toDecision = (row: Tables["decisions"]): Decision => ({
  number: row.number,
  place: { ...toPlace(row), ...(row.thread !== null && { thread: row.thread }) },
  mesh: row.mesh,
  mode: row.mode ?? undefined,
  reason: row.reason,
  needs: row.needs,
  compared: listIn(row.compared),
  features: listIn(row.features),
  sources: listIn(row.sources),
  catalog: { version: row.catalog_version, date: row.catalog_date },
  knowing: { snapshot: row.snapshot, at: row.decided_at },
  by: row.person === null ? undefined : { id: row.person, name: row.person_name ?? undefined },
});
