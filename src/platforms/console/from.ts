/** Who asks in a terminal, and where: one person, one place. */
import { userInfo } from "node:os";
import type { From } from "../../bot/place.ts";

export const fromTerminal: From = {
  place: { platform: "terminal", tenant: "local", channel: "terminal", kind: "direct" },
  person: { id: "local", name: accountName() },
  heardBy: "asker",
};

/** A container may run as a user that has no name. */
function accountName(): string {
  try {
    return userInfo().username;
  } catch {
    return "somebody at the terminal";
  }
}
