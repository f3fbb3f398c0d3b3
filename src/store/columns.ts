/** The columns of every table as values, so that rows can be checked, and the keys they are read in the order of. */
import type { Tables } from "./tables.ts";

export type TableName = keyof Tables;
export type ColumnKind = "text" | "number" | "text or null" | "number or null";

type KindOf<Value> = [Value] extends [string]
  ? "text"
  : [Value] extends [number]
    ? "number"
    : [Value] extends [string | null]
      ? "text or null"
      : "number or null";

type Columns = {
  readonly [Name in TableName]: { readonly [Column in keyof Tables[Name]]: KindOf<Tables[Name][Column]> };
};

const place = { place: "text", platform: "text", tenant: "text", channel: "text", kind: "text" } as const;

export const columns: Columns = {
  places: { ...place, address: "text", seen_at: "number" },
  follows: {
    ...place,
    id: "text",
    subjects: "text",
    pattern: "text",
    zone: "text",
    on_change: "number",
    always: "number",
    paused: "number",
    person: "text or null",
    snapshot: "text",
    known_at: "number",
    turn: "number",
    due_at: "number",
    next_at: "number",
    attempts: "number",
    leased_by: "text or null",
  },
  deliveries: {
    ...place,
    id: "text",
    follow: "text",
    subjects: "text",
    due_at: "number",
    snapshot: "text",
    known_at: "number",
    turn: "number",
    state: "text",
    attempts: "number",
    message: "text or null",
    reason: "text or null",
    at: "number",
  },
  decisions: {
    ...place,
    thread: "text or null",
    number: "number",
    mesh: "text",
    mode: "text or null",
    reason: "text",
    needs: "text",
    compared: "text",
    features: "text",
    sources: "text",
    catalog_version: "text",
    catalog_date: "text",
    snapshot: "text",
    decided_at: "number",
    person: "text or null",
    person_name: "text or null",
    orphaned_at: "number or null",
  },
  snapshots: { id: "text", catalog: "text", kept_at: "number" },
  installations: { tenant: "text", sealed: "text", installed_at: "number" },
  oauth_states: { id: "text", until: "number" },
  answered: { id: "text", until: "number" },
  topics: { conversation: "text", topic: "text", until: "number" },
};

export const tableNames = Object.keys(columns) as readonly TableName[];

/** What tells the rows of a table apart. */
export const keys: { readonly [Name in TableName]: readonly (string & keyof Tables[Name])[] } = {
  places: ["place"],
  follows: ["id"],
  deliveries: ["id"],
  decisions: ["platform", "tenant", "number"],
  snapshots: ["id"],
  installations: ["tenant"],
  oauth_states: ["id"],
  answered: ["id"],
  topics: ["conversation"],
};
