/** How often and how soon a digest that could not be posted is tried again. */
import type { Later } from "../bot/channels.ts";

/** So many attempts, about two hours in all; then it is a dead letter. */
export const tries = 9;

const first = 30_000;
const longest = 60 * 60_000;

/** For so long a platform may ask a digest to wait, as often as it likes. */
export const longestPutOff = 24 * 60 * 60_000;

/** Whether it was only asked to wait, which is no failure: `late` says for how many milliseconds it has been due. */
export const isPutOff = ({ limited = false }: Later, late: number): boolean =>
  limited && late < longestPutOff;

const longestSpread = 15 * 60_000;

type So = { readonly attempts: number; readonly late: number };

/**
 * Milliseconds until the next attempt: as long as the platform asks, and at least twice the last wait, give or take a
 * fifth. Where the platform asks many to wait, they come back spread over a time that grows with how late they are, to a limit.
 */
export function retryAfter(
  { wait = 0, limited = false }: Later,
  { attempts, late }: So,
  random = Math.random,
): number {
  const doubled = Math.min(first * 2 ** attempts, longest) * (0.8 + 0.4 * random());
  return Math.round(
    limited ? Math.max(wait, first) + random() * Math.min(late, longestSpread) : Math.max(wait, doubled),
  );
}
