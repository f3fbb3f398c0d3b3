/** Asks the bot what nobody would expect, and looks at every reply on every surface. */
import { createMeshBot } from "../../src/lone-bot.ts";
import { fromTerminal } from "../../src/platforms/console/from.ts";
import { messageFrom, valuesFrom } from "./messages.ts";
import type { Random } from "./random.ts";
import { wrongWith } from "./surfaces.ts";

export type Finding = { readonly input: string; readonly wrong: readonly string[] };

const fields = ["where", "need", "avoid", "team", "mesh", "why", "feature", "what"];

/** Findings, at most `most`; the bot and the day are the same each time. */
export async function fuzzBot(
  random: Random,
  inputs: number,
  { most = 20, progress = () => {} }: { most?: number; progress?: (done: number) => void } = {},
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  let fault: unknown;
  const bot = await createMeshBot({
    clock: { now: () => new Date("2026-11-23T12:00:00Z") },
    log: {
      info: () => {},
      error: ({ err }) => {
        fault = err;
      },
    },
  });
  for (let at = 0; at < inputs && findings.length < most; at++) {
    const text = messageFrom(random);
    const values = random.chance(0.05) ? valuesFrom(fields, random) : undefined;
    const input = JSON.stringify({ text, values });
    try {
      const reply = await bot.reply({
        platform: random.pick(["slack", "teams", "terminal"] as const),
        via: values ? "form" : random.pick(["slash", "mention", "direct", "click", "line"] as const),
        text,
        conversation: `fuzz:${random.below(50)}`,
        from: fromTerminal,
        ...(values && { values }),
      });
      const wrong = wrongWith(reply, text);
      if (wrong.length > 0) findings.push({ input, wrong: [...wrong, ...traceOf(fault)] });
    } catch (error) {
      findings.push({ input, wrong: ["a surface threw", ...traceOf(error)] });
    }
    fault = undefined;
    if (at % 10_000 === 9_999) progress(at + 1);
  }
  return findings;
}

const traceOf = (error: unknown): readonly string[] =>
  error instanceof Error ? [(error.stack ?? error.message).split("\n").slice(0, 6).join("\n")] : [];
