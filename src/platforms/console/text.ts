/** Text for a terminal: painted by its meaning, and unable to control anything. */
import { styleText } from "node:util";
import { type Cell, type Run, runs, type Text, type Tone } from "../../card/card.ts";
import type { Style } from "./wrap.ts";

export type TerminalOptions = {
  /** Columns to draw in. */
  readonly width: number;
  readonly colour: boolean;
  /** What stands before a command, such as `npm run mesh -- `; empty in the chat. */
  readonly prefix: string;
};

export type Paint = (style: Style, text: string) => string;

export const painter =
  (colour: boolean): Paint =>
  (style, text) =>
    colour && style !== "none" ? styleText(style, text, { validateStream: false }) : text;

const toneStyle: Record<Tone, Style> = { good: "green", fair: "yellow", bad: "red", unknown: "dim" };

/** Terminals obey control characters; nobody's text may carry any. */
export const harmless = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed
  text.replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/gu, " ");

export const pieces = (text: Text, { prefix }: TerminalOptions) =>
  runs(text).map((run) => ({ text: harmless(spoken(run, prefix)), style: styleOf(run) }));

/** In a cell the first run carries the cell's tone, and links, which are sources, are left to `sources`. */
export const cellPieces = ({ text, tone }: Cell, { prefix }: TerminalOptions) =>
  runs(text).map((run, at) => ({
    text: harmless(run.kind === "link" ? run.text : spoken(run, prefix)),
    style: tone && at === 0 ? toneStyle[tone] : styleOf(run),
  }));

function spoken(run: Run, prefix: string): string {
  if (run.kind === "command") return `${prefix}${run.text}`;
  return run.kind === "link" && run.text !== run.url ? `${run.text} (${run.url})` : run.text;
}

function styleOf(run: Run): Style {
  switch (run.kind) {
    case "plain":
    case "link":
      return "none";
    case "strong":
      return "bold";
    case "code":
    case "command":
      return "cyan";
  }
}
