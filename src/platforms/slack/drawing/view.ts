/** Renders a form as a Slack dialog. */
import type { InputBlock, KnownBlock, ModalView, PlainTextOption } from "@slack/types";
import { type Field, type Form, type FormOption, noAnswer } from "../../../card/form.ts";
import { isSuggesting, suggesting } from "../hearing/suggestions.ts";
import { problemsOfView } from "./check-view.ts";
import { limits } from "./limits.ts";
import { asPlain, context } from "./prose.ts";
import { isBlank, literal, shorten } from "./text.ts";

/** What Slack calls when a form is submitted. */
export const formCallback = "form";
/** The id of an input whose options are known; its block has the id of the field. */
const inputId = "answer";

export type ViewOptions = {
  /** Comes back with the submission. */
  readonly metadata: string;
  /** Stand above the questions. */
  readonly notes?: readonly string[];
};

/** Undefined where Slack would refuse it; the card still says how to type the command. */
export function renderView(form: Form, { metadata, notes = [] }: ViewOptions): ModalView | undefined {
  const blocks: KnownBlock[] = [
    ...notes.map((note) => context(asPlain(shorten(literal(note), limits.contextText)))),
    ...form.fields.map(inputOf),
  ];
  const view: ModalView = {
    type: "modal",
    callback_id: formCallback,
    private_metadata: metadata,
    title: named(form.title, "Mesh Advisor"),
    submit: named(form.submit, "Send"),
    close: asPlain("Cancel"),
    blocks,
  };
  return problemsOfView({ ...view }).length === 0 ? view : undefined;
}

const named = (text: string, otherwise: string) =>
  asPlain(shorten(literal(isBlank(text) ? otherwise : text), limits.view.title));

function inputOf(field: Field): InputBlock {
  const { hint = "" } = field;
  return {
    type: "input",
    block_id: field.id,
    label: asPlain(shorten(literal(field.label), limits.view.label)),
    ...(!isBlank(hint) && { hint: asPlain(shorten(literal(hint), limits.view.hint)) }),
    optional: field.required !== true,
    element: elementOf(field),
  };
}

function elementOf(field: Field): InputBlock["element"] {
  const { initial = [] } = field;
  if (field.kind !== "text" && field.suggests !== undefined && isSuggesting(field.suggests))
    return menuOf({ ...field, suggests: field.suggests });
  switch (field.kind) {
    case "text": {
      const [text = ""] = initial;
      return {
        type: "plain_text_input",
        action_id: inputId,
        multiline: field.lines === "several",
        max_length: Math.min(field.longest, limits.input),
        ...(!isBlank(text) && { initial_value: text.toWellFormed() }),
      };
    }
    case "choice": {
      // Slack lets nobody take a choice back.
      const options = field.required ? field.options : [...field.options, noAnswer];
      const [chosen] = options.filter(({ words }) => initial.includes(words)).map(optionOf);
      return {
        type: options.length <= limits.box.options ? "radio_buttons" : "static_select",
        action_id: inputId,
        options: options.map(optionOf),
        ...(chosen && { initial_option: chosen }),
      };
    }
    case "choices": {
      const chosen = field.options.filter(({ words }) => initial.includes(words)).map(optionOf);
      const shared = {
        action_id: inputId,
        options: field.options.map(optionOf),
        ...(chosen.length > 0 && { initial_options: chosen }),
      };
      // Only a menu keeps count.
      if (field.most === undefined && field.options.length <= limits.box.options)
        return { type: "checkboxes", ...shared };
      return {
        type: "multi_static_select",
        ...shared,
        ...(field.most !== undefined && { max_selected_items: field.most }),
      };
    }
  }
}

/** A menu whose options come as somebody types. */
function menuOf({
  suggests,
  initial = [],
  options,
  ...field
}: Exclude<Field, { kind: "text" }> & { readonly suggests: string }): InputBlock["element"] {
  const chosen = initial.map((said) =>
    optionOf(options.find(({ words }) => words === said) ?? { label: said, words: said }),
  );
  const shared = { action_id: `${suggesting}${suggests}:0`, min_query_length: 0 };
  if (field.kind === "choice")
    return { type: "external_select", ...shared, ...(chosen[0] && { initial_option: chosen[0] }) };
  return {
    type: "multi_external_select",
    ...shared,
    ...(chosen.length > 0 && { initial_options: chosen }),
    ...(field.most !== undefined && { max_selected_items: field.most }),
  };
}

const optionOf = ({ label, words }: FormOption): PlainTextOption => ({
  text: asPlain(shorten(literal(isBlank(label) ? words : label), limits.select.text)),
  value: words,
});
