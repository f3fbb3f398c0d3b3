/** Tells whether the asker administers the bot. */
import { type Problem, problem } from "../../bot/problem.ts";
import type { Session } from "../../bot/state.ts";
import { code, plain } from "../../card/card.ts";

/** Undefined for an admin: one named in ADMINS, or of the workspace where the platform tells. */
export async function deniedTo({ state, from }: Session): Promise<Problem | undefined> {
  const { person, place } = from;
  if (place.platform === "terminal" || state.admins.has(person.id)) return undefined;
  if ((await state.channels(place.platform)?.isAdmin?.(person, place.tenant)) === "yes") return undefined;
  return problem("denied", "That is for admins", [
    plain("Whoever runs me can allow you: add your id "),
    code(person.id),
    plain(" to "),
    code("ADMINS"),
    plain("."),
  ]);
}
