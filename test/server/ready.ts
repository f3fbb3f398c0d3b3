/** What a server tells of itself that has nothing to wait for. */
import { readinessOf } from "../../src/server/readiness.ts";

export const alwaysReady = {
  readiness: async () =>
    readinessOf({
      stopping: false,
      platforms: {},
      store: { state: "off" },
      catalog: { version: "1", date: "2026-01-01", ageDays: 0 },
    }),
  isStopping: () => false,
};
