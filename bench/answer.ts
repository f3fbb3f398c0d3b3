/** The answer that is measured, as Slack gets it: what the constant servers send too. */
import { createMeshBot } from "../src/lone-bot.ts";
import { fromTerminal } from "../src/platforms/console/from.ts";
import { renderSlack } from "../src/platforms/slack/drawing/render.ts";

export const question = "compare istio linkerd";

export async function slackAnswer() {
  const bot = createMeshBot({ log: { info: () => {}, error: () => {} } });
  const ask = {
    platform: "slack",
    via: "slash",
    text: question,
    conversation: "bench",
    from: fromTerminal,
  } as const;
  const { card } = await bot.reply(ask);
  const { text, blocks = [] } = renderSlack(card, { prefix: "/mesh ", share: question });
  return { response_type: "ephemeral" as const, text, blocks: [...blocks] };
}
