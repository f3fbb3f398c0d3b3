/** What the blocks of one message share while they are drawn. */

import type { Text } from "../../../card/card.ts";
import type { Chart } from "../../../card/chart.ts";
import { limits } from "./limits.ts";
import { readable, type Shown } from "./text.ts";

/** How much of a card is drawn; `fit.ts` asks for less where Slack would refuse more. */
export type Detail = {
  readonly cells: "linked" | "plain" | "stacked";
  /** Whether text outside tables keeps its links. */
  readonly links: boolean;
  /** Whether charts are drawn; their numbers are said either way. */
  readonly pictures: boolean;
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
  /** True as often as a message holds charts of Slack's own, where those are wanted. */
  readonly takeChart: () => boolean;
  /** Where the picture of a chart is, if anywhere. */
  readonly pictureOf: (chart: Chart) => string | undefined;
};

export type PageOptions = {
  /** What stands before a command in this place, such as `/mesh ` or `@Mesh `. */
  readonly prefix: string;
  readonly charts?: Charts;
};

/** How charts are drawn in Slack. */
export type Charts = {
  /** Slack's own charts come first; not every workspace has them. */
  readonly native: boolean;
  /** Where the picture of a chart is, if anywhere. */
  readonly urlOf?: (chart: Chart) => string | undefined;
};

export function createPage({ prefix, charts }: PageOptions, detail: Detail): Page {
  let controls = 0;
  let tables = 0;
  let drawn = 0;
  return {
    detail,
    show: (text) => readable(text, prefix, detail.links),
    showCell: (text) => readable(text, prefix, detail.cells === "linked"),
    actionId: (kind) => `${kind}:${++controls}`,
    takeTable: () => tables++ === 0,
    takeChart: () => charts?.native === true && drawn++ < limits.charts.most,
    pictureOf: (chart) => charts?.urlOf?.(chart),
  };
}
