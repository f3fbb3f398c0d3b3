/** Shows a reply on every surface and tells what is wrong with it there. */
import type { Reply } from "../../src/bot/ask.ts";
import { markdown } from "../../src/card/markdown.ts";
import { plainText } from "../../src/card/plain.ts";
import { renderTerminal } from "../../src/platforms/console/render.ts";
import { problemsOf } from "../../src/platforms/slack/drawing/check.ts";
import { problemsOfView } from "../../src/platforms/slack/drawing/check-view.ts";
import { renderSlack } from "../../src/platforms/slack/drawing/render.ts";
import { renderView } from "../../src/platforms/slack/drawing/view.ts";
import { fitTeams } from "../../src/platforms/teams/fit.ts";
import { bytesOf, limits } from "../../src/platforms/teams/limits.ts";
import { textsOf } from "../platforms/slack/shown.ts";
import { complaintsAbout } from "../platforms/teams/adaptive-card-check.ts";

const controlSequence = String.fromCharCode(27);

/** Sentences; none where it is as it should be. */
export function wrongWith({ card, outcome }: Reply, message: string): readonly string[] {
  const wrong: string[] = [];
  if (outcome === "fault") wrong.push("ended in a fault");

  const slack = renderSlack(card, { prefix: "/mesh ", share: message });
  wrong.push(...problemsOf(slack).map((it) => `Slack: ${it}`));
  if (/<[!@#]/u.test([slack.text, ...textsOf(slack.blocks ?? []).markup].join("\n")))
    wrong.push("Slack would mention somebody");
  for (const block of card.blocks)
    if (block.type === "form") {
      const view = renderView(block, { metadata: "{}" });
      if (view) wrong.push(...problemsOfView({ ...view }).map((it) => `Slack's dialog: ${it}`));
      else wrong.push("Slack would open no dialog");
    }

  const teams = fitTeams(card, { prefix: "@Mesh " });
  const sent = teams.kind === "card" ? JSON.stringify(teams.card) : teams.text;
  if (bytesOf(sent) > limits.cardBytes) wrong.push("too large for Teams");
  if (teams.kind === "text" && /<\/?at>/iu.test(teams.text)) wrong.push("Teams would mention somebody");
  if (teams.kind === "card") wrong.push(...complaintsAbout(teams.card).map((it) => `Teams: ${it}`));

  for (const width of [30, 100])
    if (renderTerminal(card, { width, colour: false, prefix: "" }).includes(controlSequence))
      wrong.push("a control sequence reaches the terminal");
  if (plainText(card, { prefix: "" }) === "") wrong.push("says nothing in plain text");
  if (markdown(card) === "") wrong.push("says nothing in Markdown");
  return wrong;
}
