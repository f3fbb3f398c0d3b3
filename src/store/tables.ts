/** The tables and their columns: text, whole numbers, JSON as text, times as epoch milliseconds, flags as 0 and 1. */

type Where = {
  place: string;
  platform: string;
  tenant: string;
  channel: string;
  kind: string;
};

export type Tables = {
  places: Where & { address: string; seen_at: number };
  follows: Where & {
    id: string;
    subjects: string;
    pattern: string;
    zone: string;
    on_change: number;
    always: number;
    paused: number;
    person: string | null;
    snapshot: string;
    known_at: number;
    turn: number;
    /** The occurrence that is or will be delivered. */
    due_at: number;
    /** When a worker looks at it next: when due, when a lease ends, or when to try again. */
    next_at: number;
    attempts: number;
    leased_by: string | null;
  };
  deliveries: Where & {
    id: string;
    follow: string;
    subjects: string;
    due_at: number;
    /** What its readers know once it is out. */
    snapshot: string;
    known_at: number;
    turn: number;
    /** `sending`, `sent` or `dead`. */
    state: string;
    attempts: number;
    message: string | null;
    reason: string | null;
    at: number;
  };
  decisions: Where & {
    thread: string | null;
    number: number;
    mesh: string;
    mode: string | null;
    reason: string;
    needs: string;
    compared: string;
    features: string;
    sources: string;
    catalog_version: string;
    catalog_date: string;
    snapshot: string;
    decided_at: number;
    person: string | null;
    person_name: string | null;
    /** When the workspace it belongs to left. */
    orphaned_at: number | null;
  };
  snapshots: { id: string; catalog: string; kept_at: number };
  installations: { tenant: string; sealed: string; installed_at: number };
  oauth_states: { id: string; until: number };
  answered: { id: string; until: number };
  topics: { conversation: string; topic: string; until: number };
};
