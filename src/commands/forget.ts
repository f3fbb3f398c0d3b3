/** `forget me`: what is kept of the asker goes. */
import { type Parsed, parsed } from "../bot/command.ts";
import { type Problem, problem } from "../bot/problem.ts";
import { defineStatefulCommand } from "../bot/stateful.ts";

type Value = { readonly touched: number };

export const forget = defineStatefulCommand<null, Value>({
  name: "forget",
  summary: "Remove what I keep of you",
  usage: "me",
  examples: ["forget me"],
  parse: read,
  overhear: (text) => (/^(?:delete|remove|erase) (?:all )?my data$/iu.test(text) ? parsed(null) : undefined),
  perform: async (_, __, { state, from }) => ({
    touched: await state.store.forget(from.person.id, from.place.platform, from.place.tenant),
  }),
  present: ({ touched }) => ({
    title: "Forgotten",
    banners: [],
    blocks: [
      {
        type: "paragraph",
        text:
          touched === 0
            ? "I kept nothing of you."
            : "What came to you alone is stopped, and your name and id are taken from what others still use: news of channels, and decisions.",
      },
    ],
  }),
  private: () => true,
});

function read(text: string): Parsed<null> | Problem {
  return /^(?:me|about me|my data)$/iu.test(text)
    ? parsed(null)
    : problem("usage", "Forget whom?", "I can forget you: type forget me. To stop news, type unfollow.", [
        { label: "Forget me", command: "forget me" },
      ]);
}
