/** What was filled in in a dialog, in the form in which Slack sends it. */
import type { InputBlock } from "@slack/types";
import type { ViewValues } from "../protocol.ts";

export function valuesOf(inputs: readonly InputBlock[], filled: FormData): ViewValues {
  const entries = inputs.map(({ block_id = "", element }) => {
    const said = filled.getAll(block_id).filter((it) => typeof it === "string");
    const action = "action_id" in element ? (element.action_id ?? "") : "";
    return [block_id, { [action]: { type: element.type, ...answerOf(element.type, said) } }] as const;
  });
  return Object.fromEntries(entries);
}

function answerOf(type: InputBlock["element"]["type"], said: readonly string[]) {
  const options = said.filter((it) => it !== "").map((value) => ({ value }));
  switch (type) {
    case "plain_text_input":
      return { value: said[0] || null };
    case "radio_buttons":
    case "static_select":
      return { selected_option: options[0] ?? null };
    default:
      return { selected_options: options };
  }
}
