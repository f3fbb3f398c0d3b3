/** Asks parser, router, advisor and renderers what nobody would expect, and looks at every reply on every surface. */
import { ownCatalog } from "../../src/app.ts";
import type { Context } from "../../src/bot/command.ts";
import { isPending } from "../../src/bot/command.ts";
import { wordsIn } from "../../src/bot/words.ts";
import { commands } from "../../src/commands/index.ts";
import { noTopic } from "../../src/conversation/topic.ts";
import { createKeeper } from "../../src/knowledge.ts";
import { createMeshBot } from "../../src/lone-bot.ts";
import { fromTerminal } from "../../src/platforms/console/from.ts";
import { type Finding, mostFindings, type Range, traceOf } from "./finding.ts";
import { messageFrom, valuesFrom } from "./messages.ts";
import { createCase } from "./random.ts";
import { wrongWith } from "./surfaces.ts";

/** How many inputs went through each part. */
export type Parts = { parser: number; router: number; advisor: number; renderers: number };

export type BotFuzz = {
  readonly findings: readonly Finding[];
  readonly parts: Parts;
  /** The input that took longest, in milliseconds. */
  readonly slowest: { readonly at: number; readonly ms: number };
};

/** So many inputs after one another are one conversation: to repeat one of them, begin with the first. */
export const conversation = 20;

const today = "2026-11-23";
const fields = ["where", "need", "avoid", "team", "mesh", "why", "feature", "what"];

/** Gives back what tries a range of inputs; the bot and the day are the same each time. */
export async function createBotFuzzer(): Promise<(range: Range) => Promise<BotFuzz>> {
  const silent = { info: () => {}, error: () => {} };
  const { current } = createKeeper({ folder: ownCatalog }, silent);
  const context: Context = { ...current(), commands, today, topic: noTopic, reportsToChannel: false };
  let fault: unknown;
  const bot = createMeshBot({
    clock: { now: () => new Date(`${today}T12:00:00Z`) },
    log: {
      info: () => {},
      error: ({ err }) => {
        fault = err;
      },
    },
  });

  return async ({ seed, first, count }) => {
    const findings: Finding[] = [];
    const parts: Parts = { parser: 0, router: 0, advisor: 0, renderers: 0 };
    let slowest = { at: first, ms: 0 };
    for (let at = first; at < first + count && findings.length < mostFindings; at++) {
      const random = createCase(seed, at);
      const text = messageFrom(random);
      const values = random.chance(0.05) ? valuesFrom(fields, random) : undefined;
      const command = random.pick(commands);
      const input = JSON.stringify({ text, command: command.name, values });
      const began = performance.now();
      try {
        const said = wordsIn(text);
        const result = command.run(said, context);
        if (!isPending(result) && result.card.title === "")
          findings.push({ at, input, wrong: ["a command gave a card without a title"] });
        parts.parser++;

        const { needs } = context.advisor.advise(said, today);
        context.advisor.sentenceOf(needs);
        parts.advisor++;

        const reply = await bot.reply({
          platform: random.pick(["slack", "teams", "terminal"] as const),
          via: values ? "form" : random.pick(["slash", "mention", "direct", "click", "line"] as const),
          text,
          conversation: `fuzz:${Math.floor(at / conversation)}`,
          from: fromTerminal,
          ...(values && { values }),
        });
        parts.router++;

        const wrong = wrongWith(reply, text);
        parts.renderers++;
        if (wrong.length > 0)
          findings.push({ at, input, wrong: [...wrong, ...(fault ? traceOf(fault) : [])] });
      } catch (error) {
        findings.push({ at, input, wrong: ["something threw", ...traceOf(error)] });
      }
      fault = undefined;
      const ms = performance.now() - began;
      if (ms > slowest.ms) slowest = { at, ms };
    }
    return { findings, parts, slowest };
  };
}
