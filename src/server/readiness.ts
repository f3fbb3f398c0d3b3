/** Whether this server should be given requests: what `/readyz` says, and with which status. */
import type { Health } from "../bot/health.ts";

export type Readiness = {
  /**
   * `degraded` answers, with less than it should have; `not ready` has no platform it could answer on; `stopping` ends
   * what it has begun.
   */
  readonly status: "ready" | "degraded" | "not ready" | "stopping";
  readonly platforms: Readonly<Record<string, Health>>;
  readonly store: Health | { readonly state: "off" };
  readonly catalog: {
    readonly version: string;
    readonly date: string;
    readonly ageDays: number;
    /** Why the newest files are not in force. */
    readonly problem?: string;
  };
};

type Parts = Omit<Readiness, "status"> & { readonly stopping: boolean };

/** A store that is away makes nobody wait for an answer, so the server stays in service. */
export function readinessOf({ stopping, ...parts }: Parts): Readiness {
  const platforms = Object.values(parts.platforms);
  const isWhole =
    parts.catalog.problem === undefined &&
    (parts.store.state === "ready" || parts.store.state === "off") &&
    platforms.every(({ state }) => state === "ready");
  const isLost = platforms.length > 0 && platforms.every(({ state }) => state === "down");
  const status = stopping ? "stopping" : isLost ? "not ready" : isWhole ? "ready" : "degraded";
  return { status, ...parts };
}

export const statusCodeOf = ({ status }: Readiness): number =>
  status === "ready" || status === "degraded" ? 200 : 503;

/** The same, asked at most once in so many milliseconds: anybody may ask `/readyz`, and as often as they like. */
export function seldom<T>(ask: () => Promise<T>, milliseconds: number, now: () => number): () => Promise<T> {
  let last: { readonly at: number; readonly answer: Promise<T> } | undefined;
  return () => {
    const at = now();
    if (!last || at - last.at >= milliseconds) last = { at, answer: ask() };
    return last.answer;
  };
}
