/** A reply as the page shows it: the messages Slack and Teams would get, and the same in words. */
import type { Ask, Reply } from "../../bot/ask.ts";
import type { Card } from "../../card/card.ts";
import { soleForm } from "../../card/form.ts";
import { plainText } from "../../card/plain.ts";
import { renderSlack } from "../slack/render.ts";
import { renderView } from "../slack/view.ts";
import { fitTeams } from "../teams/fit.ts";
import type { Answer, Shown } from "./protocol.ts";

/** As in a conversation with the bot alone, where commands stand as one types them. */
const prefix = "";

export function shown(card: Card): Shown {
  const form = soleForm(card);
  const view = form && renderView(form, { metadata: form.shownBy });
  return {
    title: card.title,
    slack: renderSlack(card, { prefix }),
    ...(view && { view }),
    teams: fitTeams(card, { prefix }),
    plain: plainText(card, { prefix }),
  };
}

export function answerOf({ text, via }: Ask, reply: Reply): Answer {
  const { command, outcome, again, done, mistakes, file } = reply;
  const link = again ?? (done || mistakes || via === "install" ? undefined : text);
  return {
    ...shown(reply.card),
    command,
    outcome,
    question: via === "form" ? (again ?? text) : text,
    ...(link && { link }),
    ...(mistakes && { mistakes }),
    ...(file && { file }),
  };
}
