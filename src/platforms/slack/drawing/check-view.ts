/** Tells everything Slack would refuse in a dialog. */
import { createFindings, type Fields, fieldsOf, listOf } from "./findings.ts";
import { limits } from "./limits.ts";

const words = ["plain_text"];
const either = ["plain_text", "mrkdwn"];

/** One sentence for each violation, naming the place as `blocks[2].label`; none where Slack would open the dialog. */
export function problemsOfView(view: Fields): readonly string[] {
  const { found, report, within, count, unique, textObject } = createFindings();
  const blockIds = new Set<string>();

  const options = (at: string, it: Fields, most: number, length: number) => {
    const values = new Set<string>();
    for (const [n, option] of count(`${at}.options`, it.options, most).entries()) {
      const { text, value } = fieldsOf(option);
      textObject(`${at}.options[${n}].text`, text, length, words);
      within(`${at}.options[${n}].value`, value, limits.select.value);
      unique(`${at}.options[${n}].value`, value, values);
    }
    const chosen = it.initial_option === undefined ? listOf(it.initial_options) : [it.initial_option];
    if (it.initial_options !== undefined) count(`${at}.initial_options`, it.initial_options, most);
    for (const option of chosen)
      if (!listOf(it.options).some((other) => JSON.stringify(other) === JSON.stringify(option)))
        report(`${at}.initial_options`, "are not among the options");
  };

  const element = (at: string, it: Fields) => {
    within(`${at}.action_id`, it.action_id, limits.id);
    if (it.placeholder !== undefined)
      textObject(`${at}.placeholder`, it.placeholder, limits.select.placeholder, words);
    switch (it.type) {
      case "radio_buttons":
      case "checkboxes":
        return options(at, it, limits.box.options, limits.box.text);
      case "external_select":
      case "multi_external_select": {
        const chosen = it.initial_option === undefined ? listOf(it.initial_options) : [it.initial_option];
        for (const [n, option] of chosen.entries()) {
          textObject(`${at}.initial_options[${n}].text`, fieldsOf(option).text, limits.select.text, words);
          within(`${at}.initial_options[${n}].value`, fieldsOf(option).value, limits.select.value);
        }
        if (it.max_selected_items !== undefined && !(Number(it.max_selected_items) >= chosen.length))
          report(`${at}.max_selected_items`, "is less than what is chosen already");
        return;
      }
      case "static_select":
      case "multi_static_select":
        if (it.max_selected_items !== undefined && !(Number(it.max_selected_items) >= 1))
          report(`${at}.max_selected_items`, "is less than one");
        return options(at, it, limits.select.options, limits.select.text);
      case "plain_text_input":
        if (
          it.max_length !== undefined &&
          !(Number(it.max_length) >= 1 && Number(it.max_length) <= limits.input)
        )
          report(`${at}.max_length`, `is not between 1 and ${limits.input}`);
        if (it.initial_value !== undefined)
          within(`${at}.initial_value`, it.initial_value, Number(it.max_length ?? limits.input));
        return;
      default:
        return report(`${at}.type`, "is not an input this bot shows");
    }
  };

  const block = (at: string, it: Fields) => {
    if (it.block_id !== undefined) unique(`${at}.block_id`, it.block_id, blockIds);
    if (it.type === "input") {
      textObject(`${at}.label`, it.label, limits.view.label, words);
      if (it.hint !== undefined) textObject(`${at}.hint`, it.hint, limits.view.hint, words);
      element(`${at}.element`, fieldsOf(it.element));
    } else if (it.type === "context") {
      for (const [n, part] of count(`${at}.elements`, it.elements, limits.contextElements).entries())
        textObject(`${at}.elements[${n}]`, part, limits.contextText, either);
    } else report(`${at}.type`, `is not a block this bot shows in a dialog: ${String(it.type)}`);
  };

  if (view.type !== "modal") report("type", "is not modal");
  for (const part of ["title", "submit", "close"] as const)
    textObject(part, view[part], limits.view.title, words);
  within("callback_id", view.callback_id, limits.id);
  within("private_metadata", view.private_metadata, limits.view.metadata);
  for (const [n, it] of count("blocks", view.blocks, limits.view.blocks).entries())
    block(`blocks[${n}]`, fieldsOf(it));
  return found;
}
