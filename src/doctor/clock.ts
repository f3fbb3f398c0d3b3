/** Whether this machine's clock agrees with that of a platform, whose requests are refused where it does not. */
import type { about, Finding } from "./finding.ts";
import type { Answer } from "./reach.ts";

/** Seconds apart from which requests are refused, and from which it is odd. */
const tolerance = { refused: 300, odd: 30 };

/** By the date of an answer; nothing where it has none. `now` is in milliseconds. */
export function examineClock(
  subject: ReturnType<typeof about>,
  whose: string,
  { headers }: Answer,
  now: number,
): readonly Finding[] {
  const theirs = Date.parse(headers.get("date") ?? "");
  if (!Number.isFinite(theirs)) return [];
  const apart = Math.round((now - theirs) / 1_000);
  const size = Math.abs(apart);
  const what = `this machine's clock is ${size} s ${apart > 0 ? "ahead of" : "behind"} ${whose}`;
  const fix = "Synchronise it: requests that seem more than five minutes old or ahead are refused.";
  if (size > tolerance.refused) return [subject.mistake(what, fix)];
  if (size > tolerance.odd) return [subject.warning(what, fix)];
  return [subject.well(`this machine's clock agrees with ${whose}`)];
}
