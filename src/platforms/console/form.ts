/** A form in a terminal: the questions to read, and how to answer them. */
import { exampleOf, type Form, optionsOf, questionOf } from "../../card/form.ts";
import { harmless, type Paint, type TerminalOptions } from "./text.ts";
import { wrap } from "./wrap.ts";

export function renderForm(
  form: Form,
  { width, prefix }: TerminalOptions,
  paint: Paint,
  numbered: (label: string) => string,
): string {
  const questions = form.fields.map((field) =>
    [
      ...wrap([{ text: harmless(questionOf(field)), style: "bold" }], width, paint),
      ...wrap([{ text: harmless(optionsOf(field).join(" · ")), style: "none" }], width, paint),
    ]
      .filter((line) => line !== "")
      .join("\n"),
  );
  return [
    ...questions,
    wrap([{ text: numbered(form.open), style: "blue" }], width, paint).join("\n"),
    wrap(
      [
        { text: "Or type it, for example: ", style: "none" },
        { text: harmless(`${prefix}${exampleOf(form)}`), style: "cyan" },
      ],
      width,
      paint,
    ).join("\n"),
  ].join("\n\n");
}
