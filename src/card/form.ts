/** A form: a command with fields; filled in, it stands for the command somebody could have typed. */
import type { Block, Card } from "./card.ts";

/** Labels and words up to 75 characters, and at most 100 options, can be shown on every platform. */
export type FormOption = {
  readonly label: string;
  /** What choosing it adds to the command. */
  readonly words: string;
};

export type Field = {
  /** Letters, digits and hyphens. */
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly required?: true;
  /** Stands before the answer in the command, such as `because`. */
  readonly lead?: string;
  /** What is filled in beforehand: a text, or the words of options. */
  readonly initial?: readonly string[];
} & (
  | ({ readonly kind: "choice" } & Choosing)
  | ({ readonly kind: "choices"; readonly least?: number; readonly most?: number } & Choosing)
  | { readonly kind: "text"; readonly lines: "one" | "several"; readonly longest: number }
);

type Choosing = {
  readonly options: readonly FormOption[];
  /** The command that, followed by what is typed, answers with options that fit, of these and others; others are taken too. */
  readonly suggests?: string;
};

export type Form = {
  readonly type: "form";
  /** Up to 24 characters fit above a dialog. */
  readonly title: string;
  /** On the button that opens it where it opens in a dialog. */
  readonly open: string;
  readonly submit: string;
  /** The whole command whose answer is this form. */
  readonly shownBy: string;
  /** What the command starts with that a filled-in form stands for. */
  readonly command: string;
  /** Stands between two answers in the command. */
  readonly between: string;
  readonly fields: readonly Field[];
};

/** What was filled in, by the id of the field: a text, or the words of the options chosen. */
export type FormValues = Readonly<Record<string, readonly string[]>>;

/** What is wrong, by the id of the field, as a sentence for who filled it in. */
export type FormMistakes = Readonly<Record<string, string>>;

export type Filled =
  | { readonly kind: "command"; readonly command: string }
  | { readonly kind: "mistakes"; readonly mistakes: FormMistakes };

/** Taken for no answer; platforms offer it where a choice, once made, cannot be taken back. */
export const noAnswer: FormOption = { label: "No answer", words: "–" };

/** A form's command, or what keeps it from being one. */
export function commandOf(form: Form, values: FormValues): Filled {
  const answers = form.fields.map((field) => ({ field, said: saidIn(field, givenFor(field, values)) }));
  const mistakes = answers.flatMap(({ field, said }) => {
    const mistake = mistakeIn(field, said);
    return mistake === undefined ? [] : [[field.id, mistake] as const];
  });
  const [first] = form.fields;
  const unanswered = mistakes.length === 0 && answers.every(({ said }) => said.length === 0);
  if (first && unanswered && form.command === form.shownBy)
    mistakes.push([first.id, "Answer at least one of the questions."]);
  if (mistakes.length > 0) return { kind: "mistakes", mistakes: Object.fromEntries(mistakes) };
  const words = answers
    .filter(({ said }) => said.length > 0)
    .map(({ field: { lead }, said }) => `${lead === undefined ? "" : `${lead} `}${said.join(form.between)}`);
  return { kind: "command", command: `${form.command} ${words.join(form.between)}`.trim() };
}

/** What is wrong with what was filled in for one field, if anything. */
export const mistakeOf = (field: Field, given: readonly string[]): string | undefined =>
  mistakeIn(field, saidIn(field, given));

const givenFor = ({ id }: Field, values: FormValues): readonly string[] =>
  Object.hasOwn(values, id) ? (values[id] ?? []) : [];

/** What was said in a field: a text on one line; each option once, in the order they are offered in. */
function saidIn(field: Field, given: readonly string[]): readonly string[] {
  if (field.kind === "text")
    return given.map((it) => it.replace(/\s+/gu, " ").trim()).filter((it) => it !== "");
  const said = new Set(given.filter((it) => it !== "" && it !== noAnswer.words));
  const offered = field.options.map(({ words }) => words).filter((words) => said.has(words));
  return [...new Set([...offered, ...said])];
}

function mistakeIn(field: Field, said: readonly string[]): string | undefined {
  if (said.length === 0) return field.required ? "This needs an answer." : undefined;
  if (field.kind === "text") {
    const length = said.join(" ").length;
    return length > field.longest
      ? `Make it shorter: it has ${length} characters, and ${field.longest} are read.`
      : undefined;
  }
  if (field.suggests === undefined && said.some((words) => !offers(field, words)))
    return "This was not among the options. Choose again.";
  const { least, most } = boundsOf(field, said.length);
  if (said.length < least) return `Choose ${least} at least; you chose ${said.length}.`;
  return said.length > most ? `Choose ${most} at most; you chose ${said.length}.` : undefined;
}

const offers = ({ options }: Choosing, said: string): boolean => options.some(({ words }) => words === said);

const boundsOf = (field: Exclude<Field, { kind: "text" }>, said: number) =>
  field.kind === "choice" ? { least: 1, most: 1 } : { least: field.least ?? 1, most: field.most ?? said };

/** The same form with what was filled in, as far as it still can be. */
export const withValues = (form: Form, values: FormValues): Form => ({
  ...form,
  fields: form.fields.map(({ initial: _, ...field }): Field => {
    const said = saidIn(field, givenFor(field, values)).filter(
      (it) => field.kind === "text" || field.suggests !== undefined || offers(field, it),
    );
    return said.length > 0 ? { ...field, initial: said } : field;
  }),
});

/** The form, where a card is nothing but a form, what is said about it, and shorter ways to the same. */
export function soleForm({ blocks }: Card): Form | undefined {
  const forms = blocks.filter((block) => block.type === "form");
  const beside: readonly Block["type"][] = ["paragraph", "list", "note", "form", "buttons"];
  return forms.length === 1 && blocks.every(({ type }) => beside.includes(type)) ? forms[0] : undefined;
}

/** A question as one reads it, with its hint. */
export const questionOf = ({ label, hint }: Field): string => [label, hint].filter(Boolean).join(" ");

/** What the options of a question are called; none where it takes a text. */
export const optionsOf = (field: Field): readonly string[] =>
  field.kind === "text" ? [] : field.options.map(({ label }) => label);

/** A command one could type instead: the first options of the first questions, and of every one that is required. */
export function exampleOf(form: Form): string {
  const answered = form.fields.filter((field, at) => field.required || (at < 3 && field.kind !== "text"));
  const words = answered.map((field) => {
    const said = firstOf(field).join(form.between) || "…";
    return `${field.lead === undefined ? "" : `${field.lead} `}${said}`;
  });
  return `${form.command} ${words.join(form.between)}`.trim();
}

function firstOf(field: Field): readonly string[] {
  if (field.kind === "text") return [];
  const { least } = boundsOf(field, 1);
  return field.options.slice(0, least).map(({ words }) => words);
}
