/** A chart: bars for each category, with the same numbers in words. */

export type Series = {
  readonly name: string;
  /** One number a category; null where there is none. */
  readonly values: readonly (number | null)[];
  /** How much of each number may yet be added, as it is not known. */
  readonly open?: readonly number[];
  /** Each number as one says it, such as `9 of 11`. */
  readonly said: readonly string[];
};

export type Chart = {
  readonly type: "chart";
  /** `grouped-bars` has a bar of each series in every category, `bars` has one series. */
  readonly kind: "grouped-bars" | "bars";
  /** Names what is drawn: lower-case letters, digits, hyphens and dots. One catalog draws one chart of a name. */
  readonly id: string;
  readonly title: string;
  /** How it was counted or measured. */
  readonly method: string;
  /** Who counted or measured, and when. */
  readonly source: string;
  readonly unit: string;
  /** Where the scale ends, where the unit has an end; else it ends with the largest number. */
  readonly most?: number;
  readonly categories: readonly string[];
  readonly series: readonly Series[];
  /** Every number in words, one line a category. */
  readonly words: readonly string[];
};

/** A chart with its words. */
export function chartOf(parts: Omit<Chart, "type" | "words">): Chart {
  const { kind, categories, series } = parts;
  const words = categories.map((category, at) => {
    const said = series.map((it) => `${kind === "bars" ? "" : `${it.name} `}${it.said[at] ?? ""}`);
    return `${category}: ${said.join("; ")}`;
  });
  return { type: "chart", ...parts, words };
}

/** Where the scale of a chart ends; never 0. */
export function endOf({ most, series }: Chart): number {
  const largest = Math.max(0, ...series.flatMap(({ values }) => values.map((value) => value ?? 0)));
  return (most ?? largest) || 1;
}

/** Whether something in it is not known, and may be added yet. */
export const hasOpen = ({ series }: Chart): boolean =>
  series.some(({ open = [] }) => open.some((part) => part > 0));

/** The chart for those who cannot see it. */
export const altOf = ({ title, words }: Chart): string => [`Bar chart. ${title}`, ...words].join(". ");
