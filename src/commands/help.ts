/** `help`: every command and its forms, derived from the commands themselves. */
import { type Command, defineCommand, parsed } from "../bot/command.ts";
import { problem } from "../bot/problem.ts";
import { type Card, plain, command as typedCommand } from "../card/card.ts";

type Query = { readonly command?: Command };
type Value = {
  readonly commands: readonly {
    readonly name: string;
    readonly summary: string;
    readonly usage: string;
    readonly examples: readonly string[];
  }[];
};

const facts = ({ name, summary, usage, examples }: Command) => ({ name, summary, usage, examples });

export const help = defineCommand<Query, Value>({
  name: "help",
  aliases: ["commands", "usage", "?"],
  summary: "List the commands, or explain one",
  usage: "[command]",
  examples: ["help", "help compare"],
  parse: (text, { commands }) => {
    const name = text.toLowerCase().trim();
    if (name === "" || name === "me") return parsed({});
    const command = commands.find((it) => it.name === name || it.aliases.includes(name));
    if (command) return parsed({ command });
    return problem(
      "unknown",
      `There is no command “${name.slice(0, 40)}”`,
      "Choose one of these.",
      commands.filter(({ hidden }) => !hidden).map((it) => ({ label: it.name, command: `help ${it.name}` })),
    );
  },
  answer: ({ command }, { commands }) => ({
    commands: command ? [facts(command)] : commands.filter(({ hidden }) => !hidden).map(facts),
  }),
  present: ({ commands }, context) => {
    const [only] = commands.length === 1 ? commands : [];
    return only
      ? one(only)
      : all(
          commands,
          context.commands.filter(({ starter }) => starter),
        );
  },
});

function all(commands: Value["commands"], starters: readonly Command[]): Card {
  return {
    title: "What you can ask",
    banners: [],
    blocks: [
      {
        type: "paragraph",
        text: "Ask in your own words, or use a command. Every answer has its sources and their dates; nothing you type leaves your company.",
      },
      {
        type: "facts",
        facts: commands.map(({ name, summary, examples: [example = name] }) => ({
          label: name,
          value: [plain(`${summary}: `), typedCommand(example)],
        })),
      },
      {
        type: "buttons",
        buttons: starters.map(({ examples: [example] }) => ({ label: example, command: example })),
      },
    ],
  };
}

function one({ name, summary, usage, examples }: Value["commands"][number]): Card {
  return {
    title: name,
    banners: [],
    blocks: [
      { type: "paragraph", text: [plain(`${summary}. `), typedCommand(`${name} ${usage}`.trim())] },
      { type: "list", items: examples.map((example) => [typedCommand(example)]) },
      { type: "buttons", buttons: examples.map((example) => ({ label: example, command: example })) },
    ],
  };
}
