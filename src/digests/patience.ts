/** How often and how soon a digest that could not be posted is tried again. */

/** So many attempts, about two hours in all; then it is a dead letter. */
export const tries = 9;

const first = 30_000;
const longest = 60 * 60_000;

/** Milliseconds until the next attempt: as long as the platform asks, else twice the last, give or take a fifth. */
export function retryAfter(attempts: number, asked: number | undefined, random = Math.random): number {
  const doubled = Math.min(first * 2 ** attempts, longest);
  return Math.round(Math.max(asked ?? 0, doubled * (0.8 + 0.4 * random())));
}
