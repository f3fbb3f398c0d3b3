import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Card } from "../../src/card/card.ts";
import { commandOf, exampleOf, type Field, type Form, soleForm, withValues } from "../../src/card/form.ts";
import { anyForm } from "../platforms/any-form.ts";

const meshes = ["istio", "linkerd", "kuma"].map((words) => ({ label: words.toUpperCase(), words }));
const fields: readonly Field[] = [
  { id: "meshes", kind: "choices", required: true, most: 2, label: "Which meshes?", options: meshes },
  {
    id: "group",
    kind: "choice",
    lead: "on",
    label: "On what?",
    options: [
      { label: "Security", words: "security" },
      { label: "Traffic", words: "traffic" },
    ],
  },
  {
    id: "why",
    kind: "text",
    lines: "several",
    longest: 20,
    lead: "because",
    label: "Why?",
    hint: "In short.",
  },
];
const form: Form = {
  type: "form",
  title: "Compare",
  open: "Choose",
  submit: "Compare",
  shownBy: "compare",
  command: "compare",
  between: " ",
  fields,
};

describe("a form", () => {
  it("filled in, is its command with the words of what was chosen, in the order of the form", () => {
    expect(
      commandOf(form, { why: ["we  must\nknow"], group: ["security"], meshes: ["kuma", "istio", "kuma"] }),
    ).toEqual({ kind: "command", command: "compare istio kuma on security because we must know" });
    expect(commandOf(form, { meshes: ["kuma"], group: ["–"], why: [" "] })).toEqual({
      kind: "command",
      command: "compare kuma",
    });
  });

  it.each<[string, Record<string, string[]>, Record<string, string>]>([
    ["is missing", {}, { meshes: "This needs an answer." }],
    ["is too much", { meshes: ["istio", "linkerd", "kuma"] }, { meshes: "Choose 2 at most; you chose 3." }],
    [
      "is not offered",
      { meshes: ["istio", "nginx"], group: ["cost"] },
      {
        meshes: "This was not among the options. Choose again.",
        group: "This was not among the options. Choose again.",
      },
    ],
    [
      "is two for one",
      { meshes: ["istio"], group: ["security", "traffic"] },
      { group: "Choose 1 at most; you chose 2." },
    ],
    [
      "is too long",
      { meshes: ["istio"], why: ["x".repeat(21)] },
      { why: "Make it shorter: it has 21 characters, and 20 are read." },
    ],
    ["is of no field", { constructor: ["x"], __proto__: ["istio"] }, { meshes: "This needs an answer." }],
  ])("says, field by field, what %s", (_, values, mistakes) => {
    expect(commandOf(form, values)).toEqual({ kind: "mistakes", mistakes });
  });

  it("with options that are only the first of many takes others, as many as it wants", () => {
    const open = { ...form, fields: [{ ...fields[0], least: 2, suggests: "names" } as Field] };
    expect(commandOf(open, { meshes: ["nginx", "istio"] })).toEqual({
      kind: "command",
      command: "compare istio nginx",
    });
    expect(commandOf(open, { meshes: ["nginx"] })).toEqual({
      kind: "mistakes",
      mistakes: { meshes: "Choose 2 at least; you chose 1." },
    });
    expect(withValues(open, { meshes: ["nginx"] }).fields).toMatchObject([{ initial: ["nginx"] }]);
    expect(exampleOf(open)).toBe("compare istio linkerd");
  });

  it("that would only show itself wants one answer at least; one that asks something else does not", () => {
    const free = { ...form, fields: fields.slice(1) };
    expect(commandOf(free, {})).toEqual({
      kind: "mistakes",
      mistakes: { group: "Answer at least one of the questions." },
    });
    expect(commandOf({ ...free, shownBy: "compare form" }, {})).toEqual({
      kind: "command",
      command: "compare",
    });
  });

  it("keeps what was filled in as far as it is still offered", () => {
    const kept = withValues(withValues(form, { group: ["traffic"] }), {
      meshes: ["kuma", "nginx"],
      why: ["x".repeat(21)],
    });
    expect(kept.fields.map(({ initial }) => initial)).toEqual([["kuma"], undefined, ["x".repeat(21)]]);
  });

  it("says what one could type instead, and that is its command", () => {
    expect(exampleOf(form)).toBe("compare istio on security");
    expect(exampleOf({ ...form, fields: fields.map((field): Field => ({ ...field, required: true })) })).toBe(
      "compare istio on security because …",
    );
  });

  it("of any kind and filled in with anything gives a command of one line, or says why not", () => {
    const values = fc.dictionary(fc.constantFrom("field-0", "field-1", "field-2"), fc.array(fc.string()));
    fc.assert(
      fc.property(anyForm(fc.string()), values, (it, given) => {
        const filled = commandOf(it, given);
        const asked = it.fields.map(({ id }) => id);
        if (filled.kind === "mistakes")
          expect(asked).toEqual(expect.arrayContaining(Object.keys(filled.mistakes)));
        else expect(filled.command.startsWith(it.command.trim())).toBe(true);
        expect(commandOf(withValues(it, given), given)).toEqual(filled);
      }),
    );
  });
});

describe("a card", () => {
  const cardOf = (...blocks: Card["blocks"]): Card => ({ title: "T", banners: [], blocks });

  it("is nothing but a form when only words stand beside it", () => {
    const words = [
      { type: "paragraph", text: "Answer these." },
      { type: "list", items: ["one"] },
      { type: "note", text: "Thanks." },
    ] as const;
    expect(soleForm(cardOf(...words, form))).toBe(form);
    expect(soleForm(cardOf(...words))).toBeUndefined();
    expect(soleForm(cardOf(form, form))).toBeUndefined();
    expect(soleForm(cardOf(form, { type: "code", code: "x" }))).toBeUndefined();
  });
});
