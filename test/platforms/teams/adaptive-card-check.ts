/** What Microsoft's own renderer finds wrong with a card, and what of it a reader would see. */
import { createRequire } from "node:module";
import type { AdaptiveCard as Card } from "../../../src/platforms/teams/adaptive-card.ts";
import { limits } from "../../../src/platforms/teams/limits.ts";

// Its ES module entry cannot be loaded by Node; the bundle it also ships can.
const cards: typeof import("adaptivecards") = createRequire(import.meta.url)(
  "adaptivecards/dist/adaptivecards.js",
);

/** Extensions of Teams, which the renderer does not draw. */
const extensions = /^Unknown element type "Chart\.(?:HorizontalBar|VerticalBar\.Grouped)"\./u;

export function complaintsAbout(json: Card): readonly string[] {
  const context = new cards.SerializationContext(cards.Versions.v1_5);
  const card = new cards.AdaptiveCard();
  card.hostConfig = new cards.HostConfig({ actions: { maxActions: limits.actionsPerSet } });
  card.parse(structuredClone(json), context);
  const parsing = Array.from({ length: context.eventCount }, (_, at) => context.getEventAt(at).message);
  return [
    ...parsing.filter((message) => !extensions.test(message)),
    ...card.validateProperties().validationEvents.map(({ message }) => message),
  ];
}

const shown = ["text", "title", "label"];

/** Every text in drawing order; the words of a TextBlock without their Markdown escapes. */
export function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== "object" || value === null) return [];
  const isMarkdown = "type" in value && value.type === "TextBlock";
  return Object.entries(value).flatMap(([key, part]) => {
    if (shown.includes(key))
      return textsIn(part).map((text) => (isMarkdown ? text.replace(/\\([!-/:-@[-`{-~])/gu, "$1") : text));
    return ["body", "items", "inlines", "rows", "cells", "columns", "actions", "choices"].includes(key)
      ? textsIn(part)
      : [];
  });
}

/** Every value under a key, however deep. */
export function valuesOf(value: unknown, key: string): readonly unknown[] {
  if (Array.isArray(value)) return value.flatMap((part) => valuesOf(part, key));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) => [
    ...(name === key ? [part] : []),
    ...valuesOf(part, key),
  ]);
}
