/** A card: one answer as a neutral value that every platform's renderer turns into its own form. */
import type { Chart } from "./chart.ts";
import type { Form } from "./form.ts";

/** A piece of text with one meaning. Never markup: renderers escape every run. */
export type Run =
  | { readonly kind: "plain"; readonly text: string }
  | { readonly kind: "strong"; readonly text: string }
  | { readonly kind: "code"; readonly text: string }
  /** Something the reader can type; the renderer puts `/mesh` or `@Mesh` before it. */
  | { readonly kind: "command"; readonly text: string }
  | { readonly kind: "link"; readonly text: string; readonly url: string };

export type Text = string | readonly Run[];

/** A button is a typed command, or a link that leaves the chat. */
export type Button =
  | { readonly label: string; readonly command: string; readonly primary?: true }
  | { readonly label: string; readonly url: string };

export type Option = { readonly label: string; readonly command: string };

/** How good or bad a cell is to one who wants the thing; always said in words too. */
export type Tone = "good" | "fair" | "bad" | "unknown";

export type Cell = { readonly text: Text; readonly tone?: Tone };

export type Table = {
  readonly type: "table";
  /** What the table shows, for those who cannot see it. */
  readonly caption: string;
  readonly header: readonly string[];
  /** The first cell of a row names it. Every row is as long as the header. */
  readonly rows: readonly (readonly Cell[])[];
  /** The command that shows the whole table where a renderer has to cut it. */
  readonly whole?: string;
};

export type Block =
  | { readonly type: "paragraph"; readonly text: Text }
  | { readonly type: "heading"; readonly text: string }
  | { readonly type: "list"; readonly items: readonly Text[] }
  | { readonly type: "facts"; readonly facts: readonly { readonly label: string; readonly value: Text }[] }
  | Table
  | Chart
  | { readonly type: "code"; readonly code: string }
  | { readonly type: "note"; readonly text: Text }
  | {
      readonly type: "select";
      readonly label: string;
      readonly options: readonly Option[];
      /** The command that, followed by what is typed, answers with options that fit, of these and others. */
      readonly suggests?: string;
    }
  | Form
  | { readonly type: "buttons"; readonly buttons: readonly Button[] };

export type BannerKind =
  | "archived"
  | "dormant"
  | "end-of-life"
  | "not-open-source"
  | "commercial"
  | "stale-data";

/** A warning that must stand above the answer. */
export type Banner = { readonly kind: BannerKind; readonly text: string };

export type Card = {
  readonly title: string;
  readonly url?: string;
  readonly banners: readonly Banner[];
  readonly blocks: readonly Block[];
};

export const plain = (text: string): Run => ({ kind: "plain", text });
export const strong = (text: string): Run => ({ kind: "strong", text });
export const code = (text: string): Run => ({ kind: "code", text });
export const command = (text: string): Run => ({ kind: "command", text });
export const link = (text: string, url: string | undefined): Run =>
  url === undefined ? plain(text) : { kind: "link", text, url };

export const runs = (text: Text): readonly Run[] => (typeof text === "string" ? [plain(text)] : text);

/** What a text says, without the addresses behind it. */
export const wordsOf = (text: Text): string =>
  runs(text)
    .map((run) => run.text)
    .join("");

/** Joins texts with a separator between them. */
export function join(texts: readonly Text[], separator: string): readonly Run[] {
  return texts.flatMap((text, at) => (at === 0 ? runs(text) : [plain(separator), ...runs(text)]));
}
