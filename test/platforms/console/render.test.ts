import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Card, command, link, plain, strong } from "../../../src/card/card.ts";
import type { Form } from "../../../src/card/form.ts";
import { choicesOf, renderTerminal } from "../../../src/platforms/console/render.ts";

const card = (blocks: Card["blocks"], banners: Card["banners"] = []): Card => ({
  title: "Title",
  banners,
  blocks,
});
const plainly = (it: Card, width = 60) => renderTerminal(it, { width, colour: false, prefix: "" });

const table = card([
  {
    type: "table",
    caption: "Two meshes",
    header: ["Feature", "Istio", "Linkerd"],
    rows: [
      [
        { text: "Mirroring" },
        { text: [link("✓ Yes", "https://example.com")], tone: "good" },
        { text: "✗ No", tone: "bad" },
      ],
      [
        { text: "Retries" },
        { text: "a long note that has to be broken over several lines of a column" },
        { text: "short" },
      ],
    ],
  },
]);

describe("a card in a terminal", () => {
  it.each([40, 60, 100, 140])("keeps its table within %i columns", (width) => {
    for (const line of plainly(table, width).split("\n")) expect(line.length).toBeLessThanOrEqual(width);
  });

  it("stacks a table that would be too narrow to read", () => {
    expect(plainly(table, 30)).toContain("Istio: ✓ Yes");
  });

  it("has colours only when asked for them", () => {
    const esc = String.fromCharCode(27);
    expect(plainly(table)).not.toContain(esc);
    expect(renderTerminal(table, { width: 60, colour: true, prefix: "" })).toContain(`${esc}[32m`);
  });

  it("writes out addresses and commands, and warns first", () => {
    const shown = plainly(
      card(
        [
          {
            type: "paragraph",
            text: [strong("See "), link("the docs", "https://istio.io"), plain(" or "), command("help")],
          },
        ],
        [{ kind: "dormant", text: "It is dormant." }],
      ),
    );
    expect(shown).toMatch(/^Title\n\n⚠ It is dormant\.\n\nSee the docs \(https:\/\/istio\.io\) or help$/u);
  });

  it("numbers buttons and options in one row of numbers, which the chat understands", () => {
    const it = card([
      {
        type: "select",
        label: "Show",
        options: [
          { label: "A", command: "show a" },
          { label: "B", command: "show b" },
        ],
      },
      {
        type: "buttons",
        buttons: [
          { label: "Site", url: "https://example.com" },
          { label: "C", command: "show c" },
        ],
      },
    ]);
    expect(plainly(it)).toContain("[1] A [2] B");
    expect(plainly(it)).toContain("[3] C");
    expect(choicesOf(it)).toEqual(["show a", "show b", "show c"]);
  });

  it("reads a form as questions, with a number that asks them and a command to type instead", () => {
    const form: Form = {
      type: "form",
      title: "Compare",
      open: "Choose",
      submit: "Compare",
      shownBy: "compare form",
      command: "compare",
      between: " ",
      fields: [
        {
          id: "a",
          kind: "choices",
          label: "Which?",
          options: [
            { label: "Istio", words: "istio" },
            { label: "Kuma", words: "kuma" },
          ],
        },
        { id: "b", kind: "text", lines: "one", longest: 9, label: "Why?" },
      ],
    };
    const it = card([form, { type: "buttons", buttons: [{ label: "Help", command: "help" }] }]);
    expect(plainly(it)).toBe(
      "Title\n\nWhich?\nIstio · Kuma\n\nWhy?\n\n[1] Choose\n\nOr type it, for example: compare istio\n\n[2] Help",
    );
    expect(choicesOf(it)).toEqual(["compare form", "help"]);
  });

  it("lets no text control the terminal", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 80 }), (text) => {
        const shown = plainly(
          card([
            { type: "paragraph", text },
            { type: "list", items: [text] },
          ]),
        );
        // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what must not be there
        expect(shown).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/u);
      }),
    );
  });
});
