/** A form as inputs of an Adaptive Card, and what comes back of them. */
import {
  type Field,
  type Form,
  type FormOption,
  type FormValues,
  noAnswer,
  questionOf,
} from "../../card/form.ts";
import type { ClickData, Element, Input } from "./adaptive-card.ts";

/** The inputs of the form, whose ids start with `at`, as no others of the card do. */
export const inputsOf = ({ fields }: Form, at: string): readonly Element[] =>
  fields
    .filter((field) => field.kind === "text" || field.options.length > 0)
    .map((field) => inputOf(field, at));

/** What the button of a form sends beside the inputs. */
export const formData = ({ shownBy }: Form, at: string): ClickData => ({ form: shownBy, at });

/** What was filled in, by the id of the field. */
export function valuesIn(data: Readonly<Record<string, unknown>>, at: string): FormValues {
  const entries = Object.entries(data).flatMap(([key, value]): [string, readonly string[]][] => {
    const [, kind, id = ""] = key.startsWith(`${at}.`) ? (/\.(one|many|text)\.(.*)$/su.exec(key) ?? []) : [];
    if (kind === undefined || typeof value !== "string") return [];
    return [[id, kind === "text" ? [value] : value.split(",").map(decoded)]];
  });
  return Object.fromEntries(entries);
}

function inputOf(field: Field, at: string): Input {
  const { id, initial = [] } = field;
  const shared = {
    label: questionOf(field),
    separator: true as const,
    spacing: "Medium" as const,
    ...(field.required && { isRequired: true as const, errorMessage: "This needs an answer." }),
  };
  switch (field.kind) {
    case "text":
      return {
        type: "Input.Text",
        id: `${at}.text.${id}`,
        ...shared,
        ...(field.lines === "several" && { isMultiline: true as const }),
        maxLength: field.longest,
        ...(initial[0] && { value: initial[0] }),
      };
    case "choice": {
      // Clients let nobody take a choice back.
      const options = field.required ? field.options : [...field.options, noAnswer];
      const [chosen] = options.filter(({ words }) => initial.includes(words));
      return {
        type: "Input.ChoiceSet",
        id: `${at}.one.${id}`,
        ...shared,
        style: options.length > 6 ? "compact" : "expanded",
        ...(chosen && { value: encoded(chosen.words) }),
        choices: options.map(choiceOf),
      };
    }
    case "choices": {
      const chosen = field.options.filter(({ words }) => initial.includes(words));
      return {
        type: "Input.ChoiceSet",
        id: `${at}.many.${id}`,
        ...shared,
        style: "expanded",
        isMultiSelect: true,
        ...(chosen.length > 0 && { value: chosen.map(({ words }) => encoded(words)).join(",") }),
        choices: field.options.map(choiceOf),
      };
    }
  }
}

const choiceOf = ({ label, words }: FormOption) => ({ title: label || words || "–", value: encoded(words) });

/** Clients join what was chosen by commas, and want a value in each choice. */
const encoded = (words: string): string => encodeURIComponent(words.toWellFormed()) || "%20";

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
