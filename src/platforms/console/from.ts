/** Who asks in a terminal, and where: one person, one place. */
import type { From } from "../../bot/place.ts";

export const fromTerminal: From = {
  place: { platform: "terminal", tenant: "local", channel: "terminal", kind: "direct" },
  person: { id: "local" },
  heardBy: "asker",
};
