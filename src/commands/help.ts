/** `help`: every command and its forms, derived from the commands themselves. */
import { type Command, defineCommand, parsed } from "../bot/command.ts";
import { problem } from "../bot/problem.ts";
import { type Block, type Card, plain, strong, type Text, command as typedCommand } from "../card/card.ts";

/** What a newcomer wants first comes first; a command that is in no chapter is told in a last one. */
const chapters: readonly (readonly [title: string, names: readonly string[]])[] = [
  ["Choose a mesh", ["recommend", "compare", "feature", "alternatives", "chart", "export"]],
  ["Look it up", ["show", "list", "search", "glossary", "benchmarks", "sources", "report"]],
  ["Run it", ["install", "versions", "security", "changes", "migrate"]],
  ["Decide together", ["decide", "decisions", "decision", "share"]],
  ["Follow the news", ["follow", "following", "preview", "pause", "resume", "unfollow", "digests"]],
  ["About me", ["home", "help", "about", "forget"]],
];

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
        type: "buttons",
        buttons: starters.map(({ examples: [example] }) => ({ label: example, command: example })),
      },
      ...inChapters(commands),
      {
        type: "select",
        label: "Explain a command…",
        options: inOrder(commands).flatMap(([, names]) =>
          names.map((name) => ({ label: name, command: `help ${name}` })),
        ),
      },
    ],
  };
}

/** The chapters with the commands there are; those in none of them come last. */
function inOrder(commands: Value["commands"]): typeof chapters {
  const names = commands.map(({ name }) => name);
  const placed = new Set(chapters.flatMap(([, some]) => some));
  const others = names.filter((name) => !placed.has(name));
  return [...chapters, ["More", others] as const]
    .map(([title, some]) => [title, some.filter((name) => names.includes(name))] as const)
    .filter(([, some]) => some.length > 0);
}

const inChapters = (commands: Value["commands"]): readonly Block[] =>
  inOrder(commands).flatMap(([title, names]): readonly Block[] => [
    { type: "heading", text: title },
    {
      type: "list",
      items: names.map((name): Text => {
        const summary = commands.find((it) => it.name === name)?.summary ?? "";
        return [strong(`${name}: `), plain(summary)];
      }),
    },
  ]);

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
