/** The answer that is measured, as Slack and Teams get it: what the constant servers send too. */
import type { Activity } from "botbuilder";
import { createMeshBot } from "../src/lone-bot.ts";
import { fromTerminal } from "../src/platforms/console/from.ts";
import { renderSlack } from "../src/platforms/slack/drawing/render.ts";
import { draft } from "../src/platforms/teams/draft.ts";
import { fitTeams } from "../src/platforms/teams/fit.ts";

export const question = "compare istio linkerd";

async function cardFor(platform: "slack" | "teams") {
  const bot = createMeshBot({ log: { info: () => {}, error: () => {} } });
  const ask = {
    platform,
    via: platform === "slack" ? "slash" : "direct",
    text: question,
    conversation: "bench",
    from: fromTerminal,
  } as const;
  return (await bot.reply(ask)).card;
}

export async function slackAnswer() {
  const card = await cardFor("slack");
  const { text, blocks = [] } = renderSlack(card, { prefix: "/mesh ", share: question });
  return { response_type: "ephemeral" as const, text, blocks: [...blocks] };
}

export async function teamsAnswer(): Promise<Partial<Activity>> {
  const card = await cardFor("teams");
  return draft(card, fitTeams(card, { prefix: "" }));
}
