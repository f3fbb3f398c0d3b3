/** A message as Slack shows it; what can be clicked in it is clicked as in Slack. */
import type { ActionsBlock, KnownBlock } from "@slack/types";
import { type ComponentProps, useLayoutEffect, useMemo, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { Message } from "slack-blocks-to-jsx";
import type { Shown } from "../protocol.ts";
import { type OnAction, SlackActions } from "./slack-actions.tsx";

type Props = {
  readonly message: Shown["slack"];
  readonly shade: "light" | "dark";
  readonly onAction: OnAction;
};

type Drawn = ComponentProps<typeof Message>["blocks"];

const isActions = (block: KnownBlock): block is ActionsBlock => block.type === "actions";

export function SlackMessage({ message: { text, blocks }, shade, onAction }: Props) {
  const whole = useRef<HTMLDivElement>(null);
  const [places, setPlaces] = useState<readonly Element[]>([]);
  const actions = useMemo(() => (blocks ?? []).filter(isActions), [blocks]);
  // The library draws buttons that do nothing: it is given none, and ours are put in their place.
  const drawn = useMemo(() => (blocks ?? []).map(asDrawn) as Drawn, [blocks]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the places are drawn anew with the blocks
  useLayoutEffect(() => {
    if (!whole.current) return;
    setPlaces([...whole.current.querySelectorAll(".slack_blocks_to_jsx__actions")]);
    nameTables(whole.current);
  }, [drawn]);

  if (!blocks) return <p className="slack-text">{text}</p>;
  return (
    <div ref={whole}>
      <Message blocks={drawn} name="Mesh Advisor" logo="" theme={shade} withoutWrapper />
      {actions.map((block, at) => {
        const place = places[at];
        return (
          place &&
          createPortal(<SlackActions elements={block.elements} onAction={onAction} />, place, `${at}`)
        );
      })}
    </div>
  );
}

/** `verbatim` only keeps Slack from making links of names; the library would not format the text at all. */
const asDrawn = (block: KnownBlock): unknown =>
  isActions(block)
    ? { ...block, elements: [] }
    : JSON.parse(JSON.stringify(block, (key, value) => (key === "verbatim" ? undefined : value)));

/** Slack reads a table's first row and column out as headings; the library draws them as any other. */
function nameTables(within: Element): void {
  for (const table of within.querySelectorAll(".slack_blocks_to_jsx__table")) {
    table.setAttribute("tabindex", "0");
    table.setAttribute("role", "region");
    table.setAttribute("aria-label", "Table");
    for (const cell of table.querySelectorAll("tr:first-child td")) cell.setAttribute("role", "columnheader");
    for (const cell of table.querySelectorAll("tr:not(:first-child) td:first-child"))
      cell.setAttribute("role", "rowheader");
  }
}
