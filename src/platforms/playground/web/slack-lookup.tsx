/** A menu whose options Slack asks the bot for: here the page does, once. */
import type { KnownBlock } from "@slack/types";
import { useEffect, useState } from "react";
import { ask } from "./server.ts";
import { SlackMenu } from "./slack-menu.tsx";

type Option = { readonly label: string; readonly value: string };

type Props = { readonly label: string; readonly id: string; readonly onChoose: (value: string) => void };

export function SlackLookup({ label, id, onChoose }: Props) {
  const [options, setOptions] = useState<readonly Option[]>([]);
  useEffect(() => {
    let isGone = false;
    // Without options the menu stays empty, as Slack's does where the bot gives none.
    ask({ kind: "typed", text: commandIn(id) }).then(
      ({ slack }) => isGone || setOptions((slack.blocks ?? []).flatMap(optionsIn)),
      () => {},
    );
    return () => {
      isGone = true;
    };
  }, [id]);
  return <SlackMenu label={label} options={options} onChoose={onChoose} />;
}

/** The command that suggests stands between the kind and the number of the menu. */
const commandIn = (id: string): string => id.split(":").slice(1, -1).join(":");

const optionsIn = (block: KnownBlock): readonly Option[] =>
  block.type !== "actions"
    ? []
    : block.elements.flatMap((it) =>
        it.type === "static_select"
          ? (it.options ?? []).map(({ text, value = "" }) => ({ label: text.text, value }))
          : [],
      );
