import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Field, Form } from "../../../src/card/form.ts";
import { wizard } from "../../../src/commands/present/wizard.ts";
import { problemsOfView } from "../../../src/platforms/slack/drawing/check-view.ts";
import { renderView } from "../../../src/platforms/slack/drawing/view.ts";
import { anyForm } from "../any-form.ts";
import { words } from "./arbitrary-card.ts";
import { textsOf } from "./shown.ts";

const many = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ label: `Option ${at}`, words: `option ${at}` }));
const formOf = (...fields: Field[]): Form => ({ ...wizard, fields });
const elementOf = (field: Field) => {
  const [block] = renderView(formOf(field), { metadata: "{}" })?.blocks ?? [];
  return block && "element" in block ? block.element : undefined;
};

describe("a form as a dialog", () => {
  it.each<[string, Field, object]>([
    [
      "one of few: radio buttons, with a way not to choose",
      { id: "f", kind: "choice", label: "L", options: many(3) },
      { type: "radio_buttons", options: { length: 4 } },
    ],
    [
      "one that is required: no way around it",
      { id: "f", kind: "choice", label: "L", required: true, options: many(3) },
      { type: "radio_buttons", options: { length: 3 } },
    ],
    [
      "one of many: a menu",
      { id: "f", kind: "choice", label: "L", options: many(30), initial: ["option 29"] },
      { type: "static_select", initial_option: { value: "option 29" } },
    ],
    [
      "several of few: checkboxes",
      { id: "f", kind: "choices", label: "L", options: many(10), initial: ["option 1", "gone"] },
      { type: "checkboxes", initial_options: [{ value: "option 1" }] },
    ],
    [
      "at most so many: a menu that keeps count",
      { id: "f", kind: "choices", label: "L", options: many(5), most: 2 },
      { type: "multi_static_select", max_selected_items: 2 },
    ],
    [
      "a text of several lines",
      { id: "f", kind: "text", lines: "several", longest: 9_000, label: "L", initial: ["hello"] },
      { type: "plain_text_input", multiline: true, max_length: 3_000, initial_value: "hello" },
    ],
  ])("asks for %s", (_, field, element) => {
    expect(elementOf(field)).toMatchObject(element);
  });

  it("is not offered where Slack would refuse it", () => {
    expect(elementOf({ id: "f", kind: "choice", label: "L", options: many(100) })).toBeUndefined();
    expect(elementOf({ id: "f", kind: "choice", label: " ", options: many(2) })).toBeUndefined();
    const field: Field = { id: "f", kind: "text", lines: "one", longest: 9, label: "L" };
    expect(renderView(formOf(field, field), { metadata: "{}" })).toBeUndefined();
    expect(renderView(formOf(field), { metadata: "x".repeat(3_001) })).toBeUndefined();
  });

  it("is, if offered, a dialog Slack opens, and calls nobody, whatever it says", () => {
    fc.assert(
      fc.property(anyForm(words), (form) => {
        const view = renderView(form, { metadata: "{}", notes: ["<!channel>"] });
        fc.pre(view !== undefined);
        expect(problemsOfView({ ...view })).toEqual([]);
        const { markup, literal } = textsOf(view.blocks);
        expect(markup).toEqual([]);
        for (const said of literal) expect(said).not.toMatch(/<[!@#]/);
      }),
      { numRuns: 100 },
    );
  });
});

describe("the check of a dialog", () => {
  const plain = (text: string) => ({ type: "plain_text", text });
  const option = (value: string) => ({ text: plain("A"), value });
  const view = (more: object = {}) => ({
    type: "modal",
    callback_id: "form",
    private_metadata: "{}",
    title: plain("Title"),
    submit: plain("Send"),
    close: plain("Cancel"),
    blocks: [input({ type: "plain_text_input", action_id: "answer" })],
    ...more,
  });
  const input = (element: object, more: object = {}) => ({
    type: "input",
    block_id: "b",
    label: plain("Label"),
    element,
    ...more,
  });
  const boxes = (more: object) =>
    view({ blocks: [input({ type: "checkboxes", action_id: "answer", options: [option("a")], ...more })] });

  it("finds nothing in one that is right", () => {
    expect(problemsOfView(view())).toEqual([]);
    expect(problemsOfView(boxes({ initial_options: [option("a")] }))).toEqual([]);
  });

  it.each([
    ["a long title", view({ title: plain("x".repeat(25)) }), "title.text has 25 characters"],
    ["no submit", view({ submit: undefined }), "submit.type"],
    ["a home tab", view({ type: "home" }), "type is not modal"],
    ["long metadata", view({ private_metadata: "x".repeat(3_001) }), "private_metadata has 3001"],
    ["no blocks", view({ blocks: [] }), "blocks is missing or empty"],
    [
      "101 blocks",
      view({
        blocks: Array.from({ length: 101 }, (_, at) => ({
          type: "context",
          block_id: `b${at}`,
          elements: [plain("x")],
        })),
      }),
      "blocks has 101",
    ],
    ["a table", view({ blocks: [{ type: "table" }] }), "blocks[0].type"],
    ["a blank label", view({ blocks: [input({}, { label: plain(" ") })] }), "blocks[0].label.text"],
    ["a long hint", view({ blocks: [input({}, { hint: plain("x".repeat(2_001)) })] }), "blocks[0].hint.text"],
    ["a button for an input", view({ blocks: [input({ type: "button", action_id: "a" })] }), "element.type"],
    ["no options", boxes({ options: [] }), "element.options is missing"],
    [
      "11 checkboxes",
      boxes({ options: Array.from({ length: 11 }, (_, at) => option(`${at}`)) }),
      "options has 11",
    ],
    ["a value used twice", boxes({ options: [option("a"), option("a")] }), "is used twice"],
    ["a long value", boxes({ options: [option("x".repeat(76))] }), "options[0].value has 76"],
    [
      "an initial option that is none",
      boxes({ initial_options: [option("b")] }),
      "are not among the options",
    ],
    [
      "a long answer asked for",
      view({ blocks: [input({ type: "plain_text_input", action_id: "a", max_length: 3_001 })] }),
      "max_length is not between",
    ],
    [
      "no choice at most",
      view({
        blocks: [
          input({
            type: "multi_static_select",
            action_id: "a",
            options: [option("a")],
            max_selected_items: 0,
          }),
        ],
      }),
      "max_selected_items is less",
    ],
  ])("finds %s", (_, it, problem) => {
    expect(problemsOfView(it).join("\n")).toContain(problem);
  });
});
