/** A reply as the page shows it: the messages Slack and Teams would get, and the same in words. */
import type { Ask, Reply } from "../../bot/ask.ts";
import type { Card } from "../../card/card.ts";
import { soleForm } from "../../card/form.ts";
import type { Pictures } from "../../card/picture.ts";
import { plainText } from "../../card/plain.ts";
import { renderSlack } from "../slack/drawing/render.ts";
import { renderView } from "../slack/drawing/view.ts";
import { fitTeams } from "../teams/fit.ts";
import type { Answer, Shown } from "./protocol.ts";

/** As in a conversation with the bot alone, where commands stand as one types them. */
const prefix = "";

type UrlOf = Pictures["urlOf"];

/** `urlOf` says where the page finds the pictures of charts. */
export function shown(card: Card, urlOf?: UrlOf): Shown {
  const form = soleForm(card);
  const view = form && renderView(form, { metadata: form.shownBy });
  return {
    title: card.title,
    slack: renderSlack(card, { prefix, ...(urlOf && { charts: { native: false, urlOf } }) }),
    ...(view && { view }),
    teams: fitTeams(card, { prefix, ...(urlOf && { urlOf }) }),
    plain: plainText(card, { prefix }),
  };
}

export function answerOf({ text, via }: Ask, reply: Reply, urlOf?: UrlOf): Answer {
  const { command, outcome, again, done, mistakes, file } = reply;
  const link = again ?? (done || mistakes || via === "install" ? undefined : text);
  return {
    ...shown(reply.card, urlOf),
    command,
    outcome,
    question: via === "form" ? (again ?? text) : text,
    ...(link && { link }),
    ...(mistakes && { mistakes }),
    ...(file && { file }),
  };
}
