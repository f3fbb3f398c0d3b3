import { describe, expect, it } from "vitest";
import { problemsOf } from "../../../src/platforms/slack/drawing/check.ts";

const plain = (text: string) => ({ type: "plain_text", text });
const raw = (text: string) => ({ type: "raw_text", text });
const section = (text: string) => ({ type: "section", text: { type: "mrkdwn", text } });
const button = (more: object) => ({ type: "button", action_id: "a", text: plain("Go"), value: "x", ...more });
const actions = (...elements: object[]) => ({ type: "actions", elements });
const select = (more: object) => ({
  type: "static_select",
  action_id: "s",
  placeholder: plain("Pick"),
  options: [{ text: plain("A"), value: "a" }],
  ...more,
});
const table = (...rows: object[][]) => ({ type: "table", rows });
const rich = (...elements: object[]) => ({
  type: "rich_text",
  elements: [{ type: "rich_text_section", elements }],
});
const many = <T>(count: number, of: (at: number) => T) => Array.from({ length: count }, (_, at) => of(at));

describe("the check of a message", () => {
  it.each([
    ["a header", { type: "header", text: plain("x".repeat(150)) }],
    ["a section", section("x".repeat(3_000))],
    ["ten fields", { type: "section", fields: many(10, () => plain("x".repeat(900))) }],
    ["a context", { type: "context", elements: many(10, () => plain("x")) }],
    ["a divider", { type: "divider" }],
    [
      "25 buttons",
      actions(...many(25, (at) => button({ action_id: `a${at}`, text: plain("x".repeat(75)) }))),
    ],
    ["a link button", actions(button({ url: "https://istio.io", style: "primary" }))],
    ["a select", actions(select({ options: many(100, (at) => ({ text: plain("x"), value: `${at}` })) }))],
    [
      "a table",
      table(...many(100, () => [raw("–"), rich({ type: "link", url: "https://a.example", text: "x" })])),
    ],
    ["rich text", rich({ type: "text", text: "x" })],
  ])("finds nothing in %s", (_, block) => {
    expect(problemsOf({ text: "x", blocks: [block] }).filter((it) => !it.includes("of JSON"))).toEqual([]);
  });

  it.each([
    [
      "a long header",
      { type: "header", text: plain("x".repeat(151)) },
      "blocks[0].text.text has 151 characters",
    ],
    ["a header in mrkdwn", { type: "header", text: { type: "mrkdwn", text: "x" } }, "blocks[0].text.type"],
    ["a long section", section("x".repeat(3_001)), "blocks[0].text.text"],
    ["an empty section", section(""), "blocks[0].text.text"],
    ["a section of zero-width characters", section("\u200b \u2060"), "blocks[0].text.text"],
    ["a section without text", { type: "section" }, "blocks[0].text"],
    ["eleven fields", { type: "section", fields: many(11, () => plain("x")) }, "blocks[0].fields has 11"],
    ["a long field", { type: "section", fields: [plain("x".repeat(2_001))] }, "blocks[0].fields[0]"],
    ["an empty context", { type: "context", elements: [] }, "blocks[0].elements"],
    [
      "eleven context elements",
      { type: "context", elements: many(11, () => plain("x")) },
      "blocks[0].elements has 11",
    ],
    [
      "26 buttons",
      actions(...many(26, (at) => button({ action_id: `a${at}` }))),
      "blocks[0].elements has 26",
    ],
    [
      "two equal action ids",
      actions(button({}), button({})),
      "blocks[0].elements[1].action_id is used twice",
    ],
    ["a long action id", actions(button({ action_id: "x".repeat(256) })), "action_id"],
    ["a long button", actions(button({ text: plain("x".repeat(76)) })), "elements[0].text.text"],
    ["a long value", actions(button({ value: "x".repeat(2_001) })), "elements[0].value"],
    ["a link that is no address", actions(button({ url: "javascript:alert(1)" })), "elements[0].url"],
    ["an unknown style", actions(button({ style: "red" })), "elements[0].style"],
    ["an unknown control", actions({ type: "datepicker", action_id: "d" }), "elements[0].type"],
    ["a select without options", actions(select({ options: [] })), "elements[0].options"],
    [
      "101 options",
      actions(select({ options: many(101, () => ({ text: plain("x"), value: "x" })) })),
      "options has 101",
    ],
    [
      "a long option",
      actions(select({ options: [{ text: plain("x".repeat(76)), value: "x" }] })),
      "options[0].text",
    ],
    [
      "a long option value",
      actions(select({ options: [{ text: plain("x"), value: "x".repeat(76) }] })),
      "options[0].value",
    ],
    ["a long placeholder", actions(select({ placeholder: plain("x".repeat(151)) })), "placeholder"],
    ["101 rows", table(...many(101, () => [raw("x")])), "blocks[0].rows has 101"],
    ["21 columns", table(many(21, () => raw("x"))), "blocks[0].rows[0] has 21"],
    ["an empty cell", table([raw("")]), "blocks[0].rows[0][0].text"],
    ["an empty rich cell", table([rich({ type: "text", text: "" })]), "elements[0].text is empty"],
    ["a number cell", table([{ type: "raw_number", value: 1, text: "1" }]), "blocks[0].rows[0][0].type"],
    [
      "rows of different lengths",
      table([raw("x"), raw("y")], [raw("x")]),
      "blocks[0].rows[1] is not as long",
    ],
    [
      "10,001 characters in cells",
      table(...many(2, () => [raw("x".repeat(5_001))])),
      "shows 10002 characters",
    ],
    ["empty rich text", { type: "rich_text", elements: [] }, "blocks[0].elements"],
    ["a user in rich text", rich({ type: "user", user_id: "U1" }), "is not text or link"],
    ["a block it does not know", { type: "video" }, "blocks[0].type"],
    ["a block that is none", null, "blocks[0].type"],
    ["a long block id", { type: "divider", block_id: "x".repeat(256) }, "blocks[0].block_id"],
  ])("finds %s", (_, block, problem) => {
    expect(problemsOf({ text: "x", blocks: [block] }).join("\n")).toContain(problem);
  });

  it("finds what is wrong with the message as a whole", () => {
    expect(problemsOf({ blocks: [section("x")] })).toEqual(["text is missing or shows nothing"]);
    expect(problemsOf({ text: "x".repeat(40_001) })).toHaveLength(1);
    expect(problemsOf({ text: "x", blocks: [] })).toHaveLength(1);
    expect(problemsOf({ text: "x", blocks: many(51, () => section("x")) })).toEqual([
      "blocks has 51 items, more than 50",
    ]);
    expect(problemsOf({ text: "x", blocks: many(5, () => section("x".repeat(2_500))) }).join()).toContain(
      "of JSON",
    );
    expect(problemsOf({ text: "x", blocks: [table([raw("x")]), table([raw("x")])] })).toEqual([
      "blocks[1] is a second table",
    ]);
    const twice = { type: "divider", block_id: "b" };
    expect(problemsOf({ text: "x", blocks: [twice, twice] })).toEqual([
      "blocks[1].block_id is used twice: b",
    ]);
  });
});
