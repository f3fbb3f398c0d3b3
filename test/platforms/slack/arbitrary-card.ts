/** Any card at all, with texts nobody would write in good faith. */
import fc from "fast-check";
import type { Banner, Block, Button, Card, Run, Text } from "../../../src/card/card.ts";
import { anyChart } from "../any-chart.ts";
import { anyForm } from "../any-form.ts";

const hostile = fc.constantFrom(
  "<!channel>",
  "<!here|everyone>",
  "<@U1> and <#C1|general>",
  "<https://evil.example|https://istio.io>",
  "a & b &amp; c &lt;!channel&gt;",
  "*bold* _italic_ ~gone~ `code` ```block```",
  "> quoted\n>>> everything",
  ":tada: 10:30:45",
  "hosts *.a.example and *.b.example",
  "zero\u200bwidth\u2060joined\ufeff",
  "\u0000\u0007 control \ud800 half a pair",
  "\u200b",
  "   ",
  "\n\n",
  "",
  "{{ template }} %s $x",
  "مرحبا \u202eright to left",
  "👩‍👩‍👧‍👦 family",
);

const long = fc
  .tuple(
    fc.constantFrom("word ", "&", "<!channel>", "𝕏", "a*b ", "mesh\n"),
    fc.integer({ min: 100, max: 4_000 }),
  )
  .map(([piece, length]) => piece.repeat(Math.ceil(length / piece.length)).slice(0, length));

export const words = fc.oneof(
  { weight: 6, arbitrary: fc.lorem({ maxCount: 8 }) },
  { weight: 3, arbitrary: fc.string({ maxLength: 60, unit: "binary" }) },
  { weight: 4, arbitrary: hostile },
  { weight: 1, arbitrary: long },
);

const url = fc.oneof(
  fc.webUrl({ withQueryParameters: true }),
  fc.constantFrom(
    "javascript:alert(1)",
    "",
    "https://a.example/?a=1&b=<2>|3",
    `https://a.example/${"x".repeat(4_000)}`,
  ),
  hostile,
);

const run: fc.Arbitrary<Run> = fc.oneof(
  fc.record({
    kind: fc.constantFrom("plain" as const, "strong" as const, "code" as const, "command" as const),
    text: words,
  }),
  fc.record({ kind: fc.constant("link" as const), text: words, url }),
);

const text: fc.Arbitrary<Text> = fc.oneof(words, fc.array(run, { maxLength: 5 }));

const button: fc.Arbitrary<Button> = fc.oneof(
  fc.record({ label: words, command: words }),
  fc.record({ label: words, command: words, primary: fc.constant(true as const) }),
  fc.record({ label: words, url }),
);

const option = fc.record({ label: words, command: words });

const table: fc.Arbitrary<Block> = fc
  .record({
    columns: fc.oneof(
      { weight: 5, arbitrary: fc.integer({ min: 1, max: 6 }) },
      fc.integer({ min: 1, max: 25 }),
    ),
    rows: fc.oneof(
      { weight: 5, arbitrary: fc.integer({ min: 0, max: 12 }) },
      fc.integer({ min: 0, max: 130 }),
    ),
    caption: words,
    whole: fc.option(fc.constant("compare istio linkerd all"), { nil: undefined }),
  })
  .chain(({ columns, rows, caption, whole }) =>
    fc.record({
      type: fc.constant("table" as const),
      caption: fc.constant(caption),
      header: fc.array(words, { minLength: columns, maxLength: columns }),
      rows: fc.array(fc.array(fc.record({ text }), { minLength: columns, maxLength: columns }), {
        minLength: rows,
        maxLength: rows,
      }),
      ...(whole !== undefined && { whole: fc.constant(whole) }),
    }),
  );

const block: fc.Arbitrary<Block> = fc.oneof(
  anyForm(words),
  anyChart(words),
  fc.record({ type: fc.constant("paragraph" as const), text }),
  fc.record({ type: fc.constant("heading" as const), text: words }),
  fc.record({ type: fc.constant("list" as const), items: fc.array(text, { maxLength: 8 }) }),
  fc.record({
    type: fc.constant("facts" as const),
    facts: fc.array(fc.record({ label: words, value: text }), { maxLength: 12 }),
  }),
  table,
  fc.record({ type: fc.constant("code" as const), code: words }),
  fc.record({ type: fc.constant("note" as const), text }),
  fc.record({
    type: fc.constant("select" as const),
    label: words,
    options: fc.array(option, { maxLength: 8 }),
  }),
  fc.record({ type: fc.constant("buttons" as const), buttons: fc.array(button, { maxLength: 8 }) }),
);

const banner: fc.Arbitrary<Banner> = fc.record({
  kind: fc.constantFrom("archived" as const, "stale-data" as const),
  text: words,
});

export const anyCard: fc.Arbitrary<Card> = fc
  .record({
    title: words,
    url: fc.option(url, { nil: undefined }),
    banners: fc.array(banner, { maxLength: 3 }),
    blocks: fc.array(block, { maxLength: 8 }),
  })
  .map(({ url: home, ...card }) => (home === undefined ? card : { ...card, url: home }));
