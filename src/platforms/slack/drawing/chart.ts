/** A chart in Slack: Slack's own where that is wanted, else a picture, and the numbers in words either way. */
import type { ImageBlock, KnownBlock } from "@slack/types";
import { altOf, type Chart, isCrowded, numbered } from "../../../card/chart.ts";
import { limits } from "./limits.ts";
import type { Page } from "./page.ts";
import { asPlain, note, prose } from "./prose.ts";
import { bold, isBlank, literal, shorten, webAddress, words } from "./text.ts";

/** Slack's own chart, which its published types do not have yet. */
type NativeChart = {
  readonly type: "data_visualization";
  readonly title: string;
  readonly chart: {
    readonly type: "bar";
    readonly series: readonly {
      readonly name: string;
      readonly data: readonly { readonly label: string; readonly value: number }[];
    }[];
    readonly axis_config: { readonly categories: readonly string[]; readonly y_label: string };
  };
};

export function chart(it: Chart, page: Page): KnownBlock[] {
  const short = isCrowded(it) ? numbered(it) : it;
  const own = page.detail.pictures ? native(short, page) : undefined;
  const drawn = own || !page.detail.pictures ? undefined : picture(it, page);
  const numbers = prose((own ? short : it).words.map((line) => [words(line)]));
  // A picture says how it was counted, and by whom; so does its alternative text.
  if (drawn && altOf(it).length <= limits.image.text) return [drawn, ...numbers];
  const shown = own ?? drawn;
  return [
    ...(shown ? [shown] : prose([[bold(it.title)]])),
    ...numbers,
    ...note([words([it.method, it.source].filter((line) => !isBlank(line)).join(" "))]),
  ];
}

/** Undefined where it is not wanted, or Slack would refuse it: labels are short, and every value is a number. */
function native({ title, categories, series, unit }: Chart, page: Page): KnownBlock | undefined {
  const { charts } = limits;
  const fits =
    title.length <= charts.title &&
    unit.length <= charts.axis &&
    series.length <= charts.series &&
    categories.length <= charts.points &&
    [...categories, ...series.map(({ name }) => name)].every(
      (label) => label.length <= charts.label && !isBlank(label),
    ) &&
    new Set(categories).size === categories.length &&
    series.every(({ values }) => values.every((value) => value !== null));
  if (!fits || !page.takeChart()) return undefined;
  const block: NativeChart = {
    type: "data_visualization",
    title: literal(title),
    chart: {
      type: "bar",
      series: series.map(({ name, values }) => ({
        name: literal(name),
        data: categories.map((label, at) => ({ label: literal(label), value: values[at] ?? 0 })),
      })),
      axis_config: { categories: categories.map(literal), y_label: literal(unit) },
    },
  };
  return block as unknown as KnownBlock;
}

function picture(it: Chart, page: Page): ImageBlock | undefined {
  const url = page.pictureOf(it);
  const address = url === undefined ? undefined : webAddress(url);
  if (address === undefined || address.length > limits.image.url) return undefined;
  // What a picture could not be titled with in full is written above the numbers instead.
  if (it.title.length > limits.image.text) return undefined;
  return {
    type: "image",
    image_url: address,
    alt_text: shorten(literal(altOf(it)), limits.image.text),
    title: asPlain(literal(isBlank(it.title) ? "Chart" : it.title)),
  };
}
