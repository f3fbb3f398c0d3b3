/** Any card at all, with text that tries to be more than text. */
import fc from "fast-check";
import type { BannerKind, Block, Button, Card, Run, Text, Tone } from "../../../src/card/card.ts";
import { anyChart } from "../any-chart.ts";
import { anyForm } from "../any-form.ts";

const hostile = fc.constantFrom(
  "<at>everyone</at>",
  "[click](javascript:alert(1))",
  "**bold** _italic_ ~~gone~~",
  "`code` ```fence```",
  "a & b &lt;b&gt; &amp;",
  "# heading\n- item\n1. one",
  "{{DATE(2026-11-23T00:00:00Z,SHORT)}}",
  "![x](https://evil.example/x.png)",
  "\\*escaped\\*",
  "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 עברית 網格",
  "",
);
const words = fc.oneof(hostile, fc.string({ maxLength: 60 }), fc.string({ unit: "grapheme", maxLength: 30 }));
const address = fc.constantFrom(
  "https://istio.io/latest/docs/",
  "https://a.example/(x)?q=[1]&r=*",
  "http://plain.example/",
  "javascript:alert(1)",
  "nonsense",
);

const run: fc.Arbitrary<Run> = fc.oneof(
  fc.record({
    kind: fc.constantFrom("plain" as const, "strong" as const, "code" as const, "command" as const),
    text: words,
  }),
  fc.record({ kind: fc.constant("link" as const), text: words, url: address }),
);
const text: fc.Arbitrary<Text> = fc.oneof(words, fc.array(run, { maxLength: 5 }));

const button: fc.Arbitrary<Button> = fc.oneof(
  fc.record({ label: words, command: words }),
  fc.record({ label: words, command: words, primary: fc.constant(true as const) }),
  fc.record({ label: words, url: address }),
);

const tone = fc.constantFrom<Tone>("good", "fair", "bad", "unknown");
const cell = fc.oneof(fc.record({ text }), fc.record({ text, tone }));
const table = fc.integer({ min: 1, max: 6 }).chain((columns) =>
  fc.record(
    {
      type: fc.constant("table" as const),
      caption: words,
      header: fc.array(words, { minLength: columns, maxLength: columns }),
      rows: fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { maxLength: 60 }),
      whole: fc.constant("compare istio linkerd all"),
    },
    { requiredKeys: ["type", "caption", "header", "rows"] },
  ),
);

const block: fc.Arbitrary<Block> = fc.oneof(
  anyForm(words),
  anyChart(words),
  fc.record({ type: fc.constantFrom("paragraph" as const, "note" as const), text }),
  fc.record({ type: fc.constant("heading" as const), text: words }),
  fc.record({ type: fc.constant("list" as const), items: fc.array(text, { maxLength: 20 }) }),
  fc.record({
    type: fc.constant("facts" as const),
    facts: fc.array(fc.record({ label: words, value: text }), { maxLength: 20 }),
  }),
  table,
  fc.record({ type: fc.constant("code" as const), code: words }),
  fc.record({
    type: fc.constant("select" as const),
    label: words,
    options: fc.array(fc.record({ label: words, command: words }), { maxLength: 20 }),
  }),
  fc.record({ type: fc.constant("buttons" as const), buttons: fc.array(button, { maxLength: 20 }) }),
);

const kinds: readonly BannerKind[] = [
  "archived",
  "dormant",
  "end-of-life",
  "not-open-source",
  "commercial",
  "stale-data",
];

export const anyCard: fc.Arbitrary<Card> = fc.record(
  {
    title: words,
    url: address,
    banners: fc.array(fc.record({ kind: fc.constantFrom(...kinds), text: words }), { maxLength: 3 }),
    blocks: fc.array(block, { maxLength: 8 }),
  },
  { requiredKeys: ["title", "banners", "blocks"] },
);
