/** A command that keeps or changes something: parsed like any other, then performed with the store. */
import { code, plain, type Text } from "../card/card.ts";
import { StoreUnavailable } from "../store/store.ts";
import type { Json } from "./ask.ts";
import {
  type Command,
  type CommandParts,
  type Context,
  failed,
  type Parsed,
  type Pending,
  type Result,
  withAssumptions,
} from "./command.ts";
import { isProblem, type Problem, problem } from "./problem.ts";
import type { Session } from "./state.ts";

type StatefulParts<Query, Value extends Json> = Omit<
  CommandParts<Query, Value>,
  "answer" | "guess" | "notice" | "topic" | "again"
> & {
  readonly perform: (query: Query, context: Context, session: Session) => Promise<Value | Problem>;
  /** Answers where nothing is kept, or it is out of reach; absent where there is nothing to say then. */
  readonly without?: (query: Query, context: Context) => Value;
  /** Whether only the asker should read the answer. */
  readonly private?: (value: Value) => boolean;
  /** It only looks: asked again, it answers again. */
  readonly looks?: true;
  /** The command that shows what was done, without doing it again. */
  readonly again?: (value: Value) => string;
};

export function defineStatefulCommand<Query, Value extends Json>(
  parts: StatefulParts<Query, Value>,
): Command {
  const { name, aliases = [], hidden = false, starter = false, summary, usage, examples } = parts;

  const begin = (reading: Parsed<Query> | Problem, context: Context): Result | Pending =>
    isProblem(reading)
      ? failed(reading)
      : {
          async perform({ from, via }, state, now) {
            if (!state) return bare(reading, context) ?? failed(off);
            try {
              const value = await parts.perform(reading.query, context, { state, from, via, now });
              return isProblem(value) ? failed(value) : finish(value, reading.assumed, context);
            } catch (error) {
              if (error instanceof StoreUnavailable) return bare(reading, context) ?? failed(away);
              throw error;
            }
          },
        };

  const bare = ({ query, assumed }: Parsed<Query>, context: Context): Result | undefined =>
    parts.without && finish(parts.without(query, context), assumed, context);

  function finish(value: Value, assumed: readonly string[], context: Context): Result {
    const file = parts.file?.(value, context);
    return {
      outcome: assumed.length > 0 ? "assumed" : "answered",
      answer: value,
      card: withAssumptions(parts.present(value, context), assumed),
      ...(file && { file }),
      ...(parts.private?.(value) && { private: true }),
      ...(!parts.looks && { done: true }),
      ...(parts.again && { again: parts.again(value) }),
    };
  }

  return {
    name,
    aliases,
    hidden,
    starter,
    stateful: parts.without === undefined,
    summary,
    usage,
    examples,
    run: (text, context) => begin(parts.parse(text, context), context),
    overhear: (text, context) => {
      const reading = parts.overhear?.(text, context);
      return reading === undefined ? undefined : begin(reading, context);
    },
    guess: () => undefined,
  };
}

const howToTurnOn: Text = [
  plain(
    "Following and deciding need a place to remember things, and this installation has none. Whoever runs me sets ",
  ),
  code("STATE_DIR"),
  plain(" to a folder, or "),
  code("DATABASE_URL"),
  plain(" to a PostgreSQL database. Questions are answered without it."),
];

const off = problem("unavailable", "I cannot remember anything yet", howToTurnOn);

const away = problem(
  "unavailable",
  "I cannot reach my memory just now",
  "Nothing was changed. Try again in a minute; questions are answered all the while.",
);
