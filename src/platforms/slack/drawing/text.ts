/** Text for Slack: escaped where Slack reads markup, literal where it does not. */
import type { RichTextElement } from "@slack/types";
import { type Run, runs, type Text } from "../../../card/card.ts";
import { limits } from "./limits.ts";

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;
const visible = /[^\p{C}\p{Z}\s\u115f\u1160\u2800\u3164\uffa0]/u;

const clean = (text: string): string => text.toWellFormed().replaceAll("\r\n", "\n").replace(controls, "");

/** Slack refuses text that shows nothing. */
export const isBlank = (text: string): boolean => !visible.test(text);

/** For mrkdwn and top-level text, where `<…>` and `&…;` mean something. */
export const escaped = (text: string): string =>
  clean(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/**
 * For plain_text, raw_text and rich text, which Slack shows as they are. A control sequence such as `<!channel>` means
 * nothing there; it is defused all the same, because people and programs copy text to places where it does.
 */
export const literal = (text: string): string => clean(text).replace(/<(?=[!@#])/g, "‹");

export function shorten(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}

/** A web address Slack accepts, or nothing. */
export function webAddress(url: string): string | undefined {
  const parsed = URL.parse(url.trim());
  if (!parsed || !/^https?:$/.test(parsed.protocol)) return undefined;
  const address = parsed.href.replaceAll("|", "%7C");
  return escaped(address).length <= limits.url ? address : undefined;
}

/** A run ready to be shown: commands are code as one types them here, and every link is one Slack accepts. */
export type Shown = Exclude<Run, { readonly kind: "command" }>;

export const bold = (text: string): Shown => ({ kind: "strong", text });
export const words = (text: string): Shown => ({ kind: "plain", text });

/** Links Slack would refuse become words, and so do all where they take too much room. */
export const readable = (text: Text, prefix: string, links: boolean): readonly Shown[] =>
  runs(text).map((run) => {
    if (run.kind === "command") return { kind: "code", text: prefix + run.text };
    if (run.kind !== "link") return run;
    const url = webAddress(run.url);
    const label = isBlank(run.text) ? run.url : run.text.replace(/\s+/g, " ");
    if (url !== undefined && links) return { kind: "link", text: label, url };
    return {
      kind: "plain",
      text: url !== undefined || run.text === run.url ? label : `${label} (${run.url})`,
    };
  });

/** What mrkdwn would read as formatting, a quote or an emoji; it knows no way to escape these. */
const formatting = /[*~`]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|^\s*>|:[\w+'-]+:/mu;
const opensAfter = /[\s([{"'“‘–—-]$/;
const closesBefore = /^[\s)\]}.,;:!?"'”’–—…-]/;

/** Runs as mrkdwn; nothing where mrkdwn would show anything but what they say. */
export function mrkdwn(runs: readonly Shown[]): string | undefined {
  let said = "";
  let marked = false;
  for (const run of runs) {
    if (run.text === "") continue;
    const { text } = run;
    if (formatting.test(text)) return undefined;
    if (run.kind === "plain" || run.kind === "link") {
      if (marked && !closesBefore.test(text)) return undefined;
      marked = false;
      said += run.kind === "link" ? `<${escaped(run.url)}|${escaped(text)}>` : escaped(text);
      continue;
    }
    const core = text.trim();
    if (core.includes("\n")) return undefined;
    if (core === "") {
      said += text;
      marked = false;
      continue;
    }
    const before = text.slice(0, text.indexOf(core));
    const after = text.slice(before.length + core.length);
    const opened = said + before;
    if ((marked && before === "") || (opened !== "" && !opensAfter.test(opened))) return undefined;
    const mark = run.kind === "strong" ? "*" : "`";
    said = `${opened}${mark}${escaped(core)}${mark}${after}`;
    marked = after === "";
  }
  return said;
}

/** Runs as elements of rich text, which is never markup. */
export const richElements = (runs: readonly Shown[]): RichTextElement[] =>
  runs.filter(({ text }) => literal(text) !== "").map(richElement);

function richElement(run: Shown): RichTextElement {
  const text = literal(run.text);
  switch (run.kind) {
    case "plain":
      return { type: "text", text };
    case "strong":
      return { type: "text", text, style: { bold: true } };
    case "code":
      return { type: "text", text, style: { code: true } };
    case "link":
      return { type: "link", url: run.url, text };
  }
}

/** What runs say, without their form. */
export const wordsOf = (runs: readonly Shown[]): string => runs.map(({ text }) => text).join("");
