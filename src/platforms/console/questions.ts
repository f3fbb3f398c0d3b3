/** A form asked one question after another: numbers choose, Enter skips, `back` and `cancel` do what they say. */
import { type Field, type Form, type FormValues, mistakeOf, questionOf } from "../../card/form.ts";
import { harmless, type Paint } from "./text.ts";
import { wrap } from "./wrap.ts";

/** Where somebody is in a form. */
export type Round = { readonly form: Form; readonly at: number; readonly values: FormValues };

export type Step =
  | { readonly kind: "question"; readonly round: Round }
  | { readonly kind: "again"; readonly problem: string }
  | { readonly kind: "filled"; readonly values: FormValues }
  | { readonly kind: "cancelled" };

/** Starts at a question, with what is filled in already. */
export const startRound = (form: Form, at = 0): Round => ({
  form,
  at,
  values: Object.fromEntries(form.fields.map(({ id, initial = [] }) => [id, initial])),
});

/** What a line says to the question asked. */
export function step({ form, at, values }: Round, line: string): Step {
  const field = form.fields[at];
  const said = line.trim();
  if (/^cancel$/iu.test(said)) return { kind: "cancelled" };
  if (/^back$/iu.test(said)) return { kind: "question", round: { form, at: Math.max(0, at - 1), values } };
  if (!field) return { kind: "filled", values };
  const before = values[field.id] ?? [];
  const given = said === "" ? before : /^none$/iu.test(said) ? [] : chosen(field, said);
  if (given === undefined)
    return { kind: "again", problem: `That is not among the answers. ${howTo(field, before)}` };
  const mistake = mistakeOf(field, given);
  if (mistake !== undefined) return { kind: "again", problem: mistake };
  const next = { ...values, [field.id]: given };
  return at + 1 < form.fields.length
    ? { kind: "question", round: { form, at: at + 1, values: next } }
    : { kind: "filled", values: next };
}

/** The question asked, with its options numbered and those chosen before marked. */
export function questionText({ form, at, values }: Round, width: number, paint: Paint): string {
  const field = form.fields[at];
  if (!field) return "";
  const before = values[field.id] ?? [];
  const options = field.kind === "text" ? [] : field.options;
  const heading = `${at + 1} of ${form.fields.length} · ${questionOf(field)}`;
  const marks = options.map(
    ({ label, words }, n) =>
      `${`${n + 1}`.padStart(4)}  ${harmless(label)}${before.includes(words) ? "  ✓" : ""}`,
  );
  return [
    ...wrap([{ text: harmless(heading), style: "bold" }], width, paint),
    ...marks,
    ...(field.kind === "text" && before.length > 0 ? [`      ${harmless(before.join(" "))}`] : []),
    ...wrap([{ text: howTo(field, before), style: "dim" }], width, paint),
  ].join("\n");
}

function howTo(field: Field, before: readonly string[]): string {
  const ways = {
    choice: "Type a number",
    choices: "Type numbers, such as 1 3",
    text: "Type your answer",
  } as const;
  const enter = before.length > 0 ? "Enter keeps it, none clears it, " : "Enter skips, ";
  const skip = field.required && before.length === 0 ? "" : enter;
  return `${ways[field.kind]}. ${skip}back returns, cancel stops.`;
}

/** The options meant by numbers, or by the name of one. */
function chosen(field: Field, said: string): readonly string[] | undefined {
  if (field.kind === "text") return [said];
  const named = field.options.find(({ label }) => label.toLowerCase() === said.toLowerCase());
  if (named) return [named.words];
  const options = said
    .split(/[\s,;]+/u)
    .map((part) => (/^\d+$/u.test(part) ? field.options[Number(part) - 1] : undefined));
  if (options.every((it) => it !== undefined)) return options.map(({ words }) => words);
  if (field.suggests === undefined) return undefined;
  return field.kind === "choice" ? [said] : said.split(",").map((part) => part.trim());
}
