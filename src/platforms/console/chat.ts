/** A chat in the terminal: a line is asked, a number presses a button, a form is asked question by question. */
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import type { Ask, Bot, Reply } from "../../bot/ask.ts";
import { type Form, soleForm } from "../../card/form.ts";
import { keepFile } from "./file.ts";
import { fromTerminal } from "./from.ts";
import { questionText, type Round, startRound, step } from "./questions.ts";
import { choicesOf, renderTerminal } from "./render.ts";
import { painter } from "./text.ts";
import { type Screen, whileWorking } from "./working.ts";

type Streams = {
  readonly input: Readable;
  readonly output: Screen & { readonly columns?: number };
  readonly colour: boolean;
  /** Where files are written: the working folder, unless said otherwise. */
  readonly folder?: string;
};

const widest = 110;
/** Where the terminal says nothing, or 0. */
const unknownWidth = 80;

/** Talks until the input ends or somebody types `quit`. */
export async function chat(bot: Bot, { input, output, colour, folder }: Streams): Promise<void> {
  let choices: readonly string[] = [];
  let round: Round | undefined;
  let offered: Form | undefined;
  const width = () => Math.min(output.columns || unknownWidth, widest);
  const write = (text: string) => output.write(`${text}\n\n`);
  const ask = (more: Pick<Ask, "text" | "via" | "values">) =>
    whileWorking(
      output,
      bot.reply({ platform: "terminal", conversation: "terminal:chat", from: fromTerminal, ...more }),
    );

  /** A form is asked at once, unless its card has shorter ways: then it is one of the numbers to type. */
  async function say({ card, file, mistakes }: Reply): Promise<void> {
    const form = soleForm(card);
    const asks = form && (mistakes !== undefined || card.blocks.every(({ type }) => type !== "buttons"));
    const asked: readonly unknown[] = asks ? ["form", "buttons"] : [];
    const shown = { ...card, blocks: card.blocks.filter(({ type }) => !asked.includes(type)) };
    choices = choicesOf(shown);
    offered = form;
    write(`\n${renderTerminal(shown, { width: width(), colour, prefix: "" })}`);
    if (file) write(await keepFile(file, folder));
    if (!asks) return;
    const first = form.fields.findIndex(({ id }) => mistakes?.[id] !== undefined);
    question(startRound(form, Math.max(0, first)));
  }

  function question(next: Round): void {
    round = next;
    output.write("\n");
    write(questionText(next, width(), painter(colour)));
  }

  async function fillIn(current: Round, line: string): Promise<void> {
    const next = step(current, line);
    switch (next.kind) {
      case "question":
        return question(next.round);
      case "again":
        return void write(`\n${next.problem}`);
      case "cancelled":
        round = undefined;
        return void write("\nNothing was asked.");
      case "filled":
        round = undefined;
        return say(await ask({ text: current.form.shownBy, via: "form", values: next.values }));
    }
  }

  await say(await ask({ text: "", via: "install" }));
  write("Type a question, the number of a button, or quit.");
  // Made only now: lines that come before anybody listens would be lost.
  const lines = createInterface({ input, output, prompt: "mesh> ", terminal: true });
  // The input may end while an answer is awaited.
  let isOpen = true;
  lines.once("close", () => {
    isOpen = false;
  });
  lines.prompt();
  for await (const line of lines) {
    const text = line.trim();
    if (/^(?:quit|exit|q|:q)$/iu.test(text)) break;
    const pressed = /^\d{1,3}$/u.test(text) ? choices[Number(text) - 1] : undefined;
    if (round) await fillIn(round, line);
    else if (pressed !== undefined && pressed === offered?.shownBy) question(startRound(offered));
    else if (pressed !== undefined) await say(await ask({ text: pressed, via: "click" }));
    else if (text !== "") await say(await ask({ text, via: "line" }));
    if (isOpen) lines.prompt();
  }
  lines.close();
}
