/** Values the store is given in tests. */
import type { Place } from "../../src/bot/place.ts";
import type { Decision, NewFollow, Onward } from "../../src/store/store.ts";

/** A moment, in milliseconds; beyond 32 bits as every real one is. */
export const noon = Date.UTC(2026, 10, 25, 12);
export const minute = 60_000;
export const day = 24 * 60 * minute;

export const place = (channel = "C1", tenant = "T1", more: Partial<Place> = {}): Place => ({
  platform: "slack",
  tenant,
  channel,
  kind: "channel",
  ...more,
});

export const weekly = { pattern: "0 9 * * 1", zone: "Europe/Berlin", onChange: false };

export const follow = (more: Partial<NewFollow> = {}): NewFollow => ({
  place: place(),
  subjects: ["istio"],
  schedule: weekly,
  always: false,
  by: "U1",
  knowing: { snapshot: "s1", at: noon - day },
  dueAt: noon,
  ...more,
});

export const onward = (more: Partial<Onward> = {}): Onward => ({
  dueAt: noon + 7 * day,
  knowing: { snapshot: "s2", at: noon },
  turn: 0,
  ...more,
});

export const decision = (more: Partial<Decision> = {}): Omit<Decision, "number"> => ({
  place: place("C1", "T1", { thread: "170.1" }),
  mesh: "linkerd",
  mode: undefined,
  reason: "it is the smallest that does what we need",
  needs: "mTLS on by default",
  compared: ["istio", "linkerd"],
  features: ["mtls"],
  sources: ["https://linkerd.io/docs"],
  catalog: { version: "2026.11.0", date: "2026-11-23" },
  knowing: { snapshot: "s1", at: noon },
  by: { id: "U1", name: "Ada" },
  ...more,
});
