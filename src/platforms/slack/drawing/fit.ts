/** Finds the fullest form of a card that Slack accepts. */
import { problemsOf } from "./check.ts";
import type { Detail } from "./page.ts";
import type { SlackMessage } from "./render.ts";

const all = Number.POSITIVE_INFINITY;

/** From everything down: links in cells go first, then the table itself, then links in text, then charts. */
const ladder: readonly Detail[] = [
  { cells: "linked", links: true, pictures: true, rows: all },
  { cells: "plain", links: true, pictures: true, rows: all },
  { cells: "stacked", links: true, pictures: true, rows: all },
  { cells: "plain", links: false, pictures: true, rows: all },
  { cells: "stacked", links: false, pictures: true, rows: all },
  { cells: "plain", links: false, pictures: false, rows: all },
];

/** Draws with less and less detail, last of all with fewer rows; undefined where nothing fits. */
export function fullest(draw: (detail: Detail) => SlackMessage, rows: number): SlackMessage | undefined {
  const attempt = (detail: Detail): SlackMessage | undefined => {
    const message = draw(detail);
    return problemsOf(message).length === 0 ? message : undefined;
  };
  for (const detail of ladder) {
    const message = attempt(detail);
    if (message) return message;
  }
  let best: SlackMessage | undefined;
  for (let low = 0, high = rows - 1; low <= high; ) {
    const middle = Math.floor((low + high) / 2);
    const message = attempt({ cells: "plain", links: false, pictures: false, rows: middle });
    if (message) {
      best = message;
      low = middle + 1;
    } else high = middle - 1;
  }
  return best;
}
