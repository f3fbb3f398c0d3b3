/** The real bot over the real catalog, on a fixed day, for tests that ask it things. */

import type { Reply } from "../src/bot/ask.ts";
import type { FormValues } from "../src/card/form.ts";
import { createMeshBot } from "../src/lone-bot.ts";
import { fromTerminal as from } from "../src/platforms/console/from.ts";

const today = "2026-11-23";
export const clock = { now: () => new Date(`${today}T12:00:00Z`) };

const lines: unknown[] = [];
/** What the bot has logged so far. */
export const logged: readonly unknown[] = lines;

const bot = createMeshBot({
  clock,
  log: { info: (line) => lines.push(line), error: ({ err }) => lines.push(err) },
});

let conversations = 0;

/** Asks in a conversation of its own, or goes on in the one given; with values, submits the form the text shows. */
export const ask = (
  text: string,
  conversation = `test:${conversations++}`,
  values?: FormValues,
): Promise<Reply> =>
  bot.reply({
    platform: "terminal",
    via: values ? "form" : "line",
    text,
    conversation,
    from,
    ...(values && { values }),
  });

export const install = (): Promise<Reply> =>
  bot.reply({
    platform: "terminal",
    via: "install",
    text: "",
    conversation: `test:${conversations++}`,
    from,
  });
