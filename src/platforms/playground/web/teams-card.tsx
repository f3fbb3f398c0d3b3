/** A card as Teams shows it, by Microsoft's own renderer. */
import {
  type Action,
  AdaptiveCard,
  ExecuteAction,
  HostConfig,
  OpenUrlAction,
  SubmitAction,
} from "adaptivecards";
import { micromark } from "micromark";
import { useEffect, useRef } from "react";
import type { Shown } from "../protocol.ts";
import { teamsHost } from "./teams-host.ts";

type Props = {
  readonly message: Shown["teams"];
  /** Gets what an `adaptiveCard/action` invoke carries. */
  readonly onAction: (data: Readonly<Record<string, unknown>>) => void;
};

AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = micromark(text);
  result.didProcess = true;
};

export function TeamsCard({ message, onAction }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const act = useRef(onAction);
  act.current = onAction;

  useEffect(() => {
    if (message.kind !== "card" || !place.current) return;
    const card = new AdaptiveCard();
    card.hostConfig = new HostConfig(teamsHost);
    card.onExecuteAction = (action) => perform(action, act.current);
    card.parse(message.card);
    const drawn = card.render();
    place.current.replaceChildren(...(drawn ? [drawn] : []));
  }, [message]);

  if (message.kind === "text") return <p className="teams-text">{message.text}</p>;
  return <div className="teams-card" ref={place} />;
}

function perform(action: Action, onAction: Props["onAction"]): void {
  if (action instanceof OpenUrlAction) {
    if (action.url) open(action.url, "_blank", "noopener,noreferrer");
  } else if (action instanceof ExecuteAction || action instanceof SubmitAction)
    onAction({ ...(action.data as Record<string, unknown>) });
}
