/** What the blocks of one message share while they are drawn. */

import type { Text } from "../../card/card.ts";
import { readable, type Shown } from "./text.ts";

/** How much of a card is drawn; `fit.ts` asks for less where Slack would refuse more. */
export type Detail = {
  readonly cells: "linked" | "plain" | "stacked";
  /** Whether text outside tables keeps its links. */
  readonly links: boolean;
  /** The most rows of a table. */
  readonly rows: number;
};

export type Page = {
  readonly detail: Detail;
  /** Text outside tables as it is shown at this level of detail. */
  readonly show: (text: Text) => readonly Shown[];
  readonly showCell: (text: Text) => readonly Shown[];
  /** An action id no other control of the message has. */
  readonly actionId: (kind: string) => string;
  /** True once: a message holds one native table. */
  readonly takeTable: () => boolean;
};

/** `prefix` stands before commands in this place: `/mesh ` or `@Mesh `. */
export function createPage(prefix: string, detail: Detail): Page {
  let controls = 0;
  let tables = 0;
  return {
    detail,
    show: (text) => readable(text, prefix, detail.links),
    showCell: (text) => readable(text, prefix, detail.cells === "linked"),
    actionId: (kind) => `${kind}:${++controls}`,
    takeTable: () => tables++ === 0,
  };
}
