/** Buttons and selects; each carries the command it stands for. */
import type {
  ActionsBlock,
  Button as ButtonElement,
  ExternalSelect,
  KnownBlock,
  StaticSelect,
} from "@slack/types";
import { type Block, type Button, command, type Option, plain, type Text } from "../../../card/card.ts";
import { exampleOf, type Form } from "../../../card/form.ts";
import { isSuggesting, suggesting } from "../hearing/suggestions.ts";
import { limits } from "./limits.ts";
import type { Page } from "./page.ts";
import { asPlain, chunk, note, prose } from "./prose.ts";
import { isBlank, literal, shorten, webAddress } from "./text.ts";

export const shareAction = "share";

const actions = (elements: (ButtonElement | StaticSelect | ExternalSelect)[]): KnownBlock[] =>
  chunk(elements, limits.actions).map((some): ActionsBlock => ({ type: "actions", elements: some }));

/** Buttons; one that cannot be a button is written out. */
export function buttons(all: readonly Button[], page: Page): KnownBlock[] {
  const elements: ButtonElement[] = [];
  const written: Text[] = [];
  for (const button of all) {
    const element = "url" in button ? linkButton(button, page) : commandButton(button, page);
    if (element) elements.push(element);
    else if ("url" in button) written.push(`${button.label}: ${button.url}`);
    else if (!isBlank(button.command)) written.push([plain(`${button.label}: `), command(button.command)]);
  }
  return [...actions(elements), ...prose(written.map(page.show))];
}

function commandButton(button: Extract<Button, { command: string }>, page: Page): ButtonElement | undefined {
  if (isBlank(button.command) || button.command.length > limits.button.value) return undefined;
  return {
    type: "button",
    action_id: page.actionId("command"),
    text: label(button.label, button.command),
    value: button.command.toWellFormed(),
    ...(button.primary && { style: "primary" }),
  };
}

function linkButton(button: Extract<Button, { url: string }>, page: Page): ButtonElement | undefined {
  const url = webAddress(button.url);
  if (url === undefined) return undefined;
  return { type: "button", action_id: page.actionId("link"), text: label(button.label, url), url };
}

/** A menu, which looks further where it can; options whose commands a menu cannot carry become buttons. */
export function select(
  { label: title, options, suggests }: Extract<Block, { type: "select" }>,
  page: Page,
): KnownBlock[] {
  const placeholder = asPlain(shorten(literal(isBlank(title) ? "Choose" : title), limits.select.placeholder));
  if (suggests !== undefined && isSuggesting(suggests))
    return actions([
      {
        type: "external_select",
        action_id: page.actionId(`${suggesting}${suggests}`),
        placeholder,
        min_query_length: 0,
      },
    ]);
  const fits = (option: Option) => !isBlank(option.command) && option.command.length <= limits.select.value;
  const menus = chunk(options.filter(fits), limits.select.options).map(
    (some): StaticSelect => ({
      type: "static_select",
      action_id: page.actionId("select"),
      placeholder,
      options: some.map((option) => ({
        text: label(option.label, option.command, limits.select.text),
        value: option.command.toWellFormed(),
      })),
    }),
  );
  return [
    ...actions(menus),
    ...buttons(
      options.filter((option) => !fits(option)),
      page,
    ),
  ];
}

/** A form in a message: the button that opens it as a dialog, and how to do without. */
export const invitation = (form: Form, page: Page): KnownBlock[] => [
  ...buttons([{ label: form.open, command: form.shownBy, primary: true }], page),
  ...note(page.show([plain("Or type it, for example: "), command(exampleOf(form))])),
];

/** The button on a private answer that shows it to everybody; its value is what was asked. */
export const shareButton = (asked: string): KnownBlock[] =>
  isBlank(asked) || asked.length > limits.button.value
    ? []
    : actions([
        {
          type: "button",
          action_id: shareAction,
          text: asPlain("Share in channel"),
          value: asked.toWellFormed(),
        },
      ]);

const label = (text: string, otherwise: string, most: number = limits.button.text) =>
  asPlain(shorten(literal(isBlank(text) ? otherwise : text), most));
