/** One question of a dialog: its label, its hint, what can be answered, and what is wrong with the answer. */
import type { InputBlock, PlainTextOption } from "@slack/types";

type Props = { readonly block: InputBlock; readonly mistake: string | undefined };

export function SlackInput({ block, mistake }: Props) {
  const { block_id: id = "", label, hint, optional, element } = block;
  const below = [mistake === undefined ? "" : `${id}-mistake`, hint ? `${id}-hint` : ""]
    .filter(Boolean)
    .join(" ");
  const said = {
    "aria-describedby": below || undefined,
    "aria-invalid": mistake !== undefined || undefined,
    "aria-required": optional === false || undefined,
  };
  const grouped = element.type === "radio_buttons" || isMany(element);
  const Frame = grouped ? "fieldset" : "div";
  return (
    <Frame className="question" data-mistaken={mistake === undefined ? undefined : ""} {...(grouped && said)}>
      {grouped ? (
        <legend>{nameOf(label.text, optional)}</legend>
      ) : (
        <label htmlFor={`${id}-input`}>{nameOf(label.text, optional)}</label>
      )}
      {grouped ? (
        <Boxes id={id} element={element} />
      ) : element.type === "static_select" ? (
        <select id={`${id}-input`} name={id} defaultValue={element.initial_option?.value ?? ""} {...said}>
          <option value="">Choose an option</option>
          {optionsOf(element).map(({ text, value }) => (
            <option key={value} value={value}>
              {text.text}
            </option>
          ))}
        </select>
      ) : element.type === "plain_text_input" && element.multiline ? (
        <textarea
          id={`${id}-input`}
          name={id}
          rows={3}
          maxLength={element.max_length}
          defaultValue={element.initial_value}
          {...said}
        />
      ) : (
        <input
          id={`${id}-input`}
          name={id}
          maxLength={"max_length" in element ? element.max_length : undefined}
          defaultValue={"initial_value" in element ? String(element.initial_value ?? "") : ""}
          {...said}
        />
      )}
      {mistake !== undefined && (
        <p className="mistake" id={`${id}-mistake`}>
          {mistake}
        </p>
      )}
      {hint && (
        <p className="below" id={`${id}-hint`}>
          {hint.text}
        </p>
      )}
    </Frame>
  );
}

/** Slack marks what may be left out. */
const nameOf = (label: string, optional: boolean | undefined) => (optional ? `${label} (optional)` : label);

const isMany = ({ type }: InputBlock["element"]) => type === "checkboxes" || type === "multi_static_select";

function optionsOf(element: InputBlock["element"]): readonly PlainTextOption[] {
  return "options" in element ? ((element.options ?? []) as PlainTextOption[]) : [];
}

function Boxes({ id, element }: { readonly id: string; readonly element: InputBlock["element"] }) {
  const many = isMany(element);
  const chosen = [
    ...("initial_options" in element ? (element.initial_options ?? []) : []),
    ...("initial_option" in element && element.initial_option ? [element.initial_option] : []),
  ].map(({ value }) => value);
  return (
    <div className={element.type === "multi_static_select" ? "boxes columns" : "boxes"}>
      {optionsOf(element).map(({ text, value }) => (
        <label key={value}>
          <input
            type={many ? "checkbox" : "radio"}
            name={id}
            value={value}
            defaultChecked={chosen.includes(value)}
          />
          {text.text}
        </label>
      ))}
    </div>
  );
}
