/** A chat in the terminal: a line is asked, a number presses a button. */
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import type { Bot, Reply } from "../../bot/ask.ts";
import { fromTerminal } from "./from.ts";
import { choicesOf, renderTerminal } from "./render.ts";

type Streams = {
  readonly input: Readable;
  readonly output: NodeJS.WritableStream & { readonly columns?: number };
  readonly colour: boolean;
};

const widest = 110;
/** Where the terminal says nothing, or 0. */
const unknownWidth = 80;

/** Talks until the input ends or somebody types `quit`. */
export async function chat(bot: Bot, { input, output, colour }: Streams): Promise<void> {
  let choices: readonly string[] = [];
  const say = ({ card }: Reply) => {
    choices = choicesOf(card);
    output.write(
      `\n${renderTerminal(card, { width: Math.min(output.columns || unknownWidth, widest), colour, prefix: "" })}\n\n`,
    );
  };
  const ask = (text: string, via: "line" | "click" | "install") =>
    bot.reply({ platform: "terminal", via, text, conversation: "terminal:chat", from: fromTerminal });

  say(await ask("", "install"));
  output.write("Type a question, the number of a button, or quit.\n\n");
  // Made only now: lines that come before anybody listens would be lost.
  const lines = createInterface({ input, output, prompt: "mesh> ", terminal: true });
  lines.prompt();
  for await (const line of lines) {
    const text = line.trim();
    if (/^(?:quit|exit|q|:q)$/iu.test(text)) break;
    const chosen = /^\d{1,3}$/u.test(text) ? choices[Number(text) - 1] : undefined;
    if (text !== "") say(await (chosen === undefined ? ask(text, "line") : ask(chosen, "click")));
    lines.prompt();
  }
  lines.close();
}
