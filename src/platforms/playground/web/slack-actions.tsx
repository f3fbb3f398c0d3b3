/** The buttons and menus of a Slack message. */
import type { ActionsBlock, Button, ExternalSelect, StaticSelect } from "@slack/types";
import { SlackLookup } from "./slack-lookup.tsx";
import { SlackMenu } from "./slack-menu.tsx";

/** Gets an element as a `block_actions` payload has it. */
export type OnAction = (action: Readonly<Record<string, unknown>>) => void;

type Props = {
  readonly elements: ActionsBlock["elements"];
  readonly onAction: OnAction;
};

export function SlackActions({ elements, onAction }: Props) {
  return (
    <div className="slack-actions">
      {elements.map((element) => {
        if (element.type === "button")
          return <SlackButton key={element.action_id} button={element} onAction={onAction} />;
        if (element.type === "static_select")
          return <SlackSelect key={element.action_id} select={element} onAction={onAction} />;
        if (element.type === "external_select")
          return <SlackSearch key={element.action_id} select={element} onAction={onAction} />;
        return <span key={element.action_id}>({element.type} is not shown here)</span>;
      })}
    </div>
  );
}

type ButtonProps = { readonly button: Button; readonly onAction: OnAction };

function SlackButton({ button: { type, action_id, text, value, url, style }, onAction }: ButtonProps) {
  const look = `slack-button ${style ?? ""}`;
  if (url !== undefined)
    return (
      <a className={look} href={url} target="_blank" rel="noopener noreferrer">
        {text.text}
      </a>
    );
  return (
    <button type="button" className={look} onClick={() => onAction({ type, action_id, value })}>
      {text.text}
    </button>
  );
}

type SelectProps = { readonly select: StaticSelect; readonly onAction: OnAction };

const SlackSelect = ({ select: { type, action_id, placeholder, options = [] }, onAction }: SelectProps) => (
  <SlackMenu
    label={placeholder?.text ?? "Choose"}
    options={options.map(({ text, value = "" }) => ({ label: text.text, value }))}
    onChoose={(value) => onAction({ type, action_id, selected_option: { value } })}
  />
);

type SearchProps = { readonly select: ExternalSelect; readonly onAction: OnAction };

const SlackSearch = ({ select: { type, action_id = "", placeholder }, onAction }: SearchProps) => (
  <SlackLookup
    label={placeholder?.text ?? "Choose"}
    id={action_id}
    onChoose={(value) => onAction({ type, action_id, selected_option: { value } })}
  />
);
