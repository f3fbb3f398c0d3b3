/** `start`: the short card for a greeting, and the welcome for those who just installed the bot. */
import { type Context, defineCommand, parsed } from "../bot/command.ts";
import type { Card } from "../card/card.ts";

const greeting =
  /^(?:hi+|hey+|hello+|yo|hiya|howdy|good (?:morning|afternoon|evening|day)|thanks?(?: you| a lot| so much)?|thank you(?: very much)?|thx|ty|cheers|great|ok(?:ay)?|cool|nice|bye|start|get started|what can (?:you|u|it|this bot) do|who are you|what are you|how does this work|how do i use (?:you|this))$/iu;
const thanks = /^(?:thank|thx|ty|cheers)/iu;

type Value = { readonly occasion: "greeting" | "thanks" | "welcome" };

export const start = defineCommand<Value, Value>({
  name: "start",
  aliases: ["welcome"],
  hidden: true,
  summary: "Say hello and show three things to try",
  usage: "",
  examples: ["hi", "what can you do?"],
  parse: (text) => parsed({ occasion: text === "install" ? "welcome" : "greeting" }),
  overhear: (text) => {
    if (text === "") return parsed({ occasion: "greeting" });
    return greeting.test(text) ? parsed({ occasion: thanks.test(text) ? "thanks" : "greeting" }) : undefined;
  },
  answer: (value) => value,
  present,
});

const opening: Record<Value["occasion"], { readonly title: string; readonly text: string }> = {
  greeting: {
    title: "Ask me about service meshes",
    text: "What one is, how two compare, which one fits you, who supports what. Ask in your own words, or try one of these.",
  },
  thanks: { title: "You are welcome", text: "If you need more, try one of these." },
  welcome: {
    title: "Hello, I am Mesh Advisor",
    text: "I answer questions about open-source service meshes: what one is, how two compare, which one fits, who supports what. Every answer carries its sources and their dates. Nothing you type leaves your company, and nothing is stored of what you ask.",
  },
};

function present({ occasion }: Value, { catalog, commands }: Context): Card {
  const { title, text } = opening[occasion];
  const buttons = commands
    .filter(({ starter }) => starter)
    .map(({ examples: [example] }) => ({ label: example, command: example }));
  return {
    title,
    banners: [],
    blocks: [
      { type: "paragraph", text },
      { type: "buttons", buttons },
      {
        type: "note",
        text: `${catalog.meshes.length} meshes · catalog ${catalog.version} of ${catalog.date} · type help for every command`,
      },
    ],
  };
}
