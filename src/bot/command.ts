/** The contract of a command: text is parsed, the query answered, the value presented. */

import type { Advisor } from "../advisor/advisor.ts";
import { type Card, plain } from "../card/card.ts";
import type { Catalog } from "../catalog/catalog.ts";
import type { Finder } from "../catalog/find.ts";
import type { Topic } from "../conversation/topic.ts";
import type { Ask, File, Json, Outcome } from "./ask.ts";
import { isProblem, type Problem, problemCard } from "./problem.ts";
import type { State } from "./state.ts";

/** What a command may know while it works: nothing that waits for a database or the network. */
export type Context = {
  readonly catalog: Catalog;
  /** The versions of the catalog before it that are kept, oldest first. */
  readonly history: readonly Catalog[];
  readonly find: Finder;
  readonly advisor: Advisor;
  /** Today, as YYYY-MM-DD. */
  readonly today: string;
  /** What the conversation was about before this ask. */
  readonly topic: Topic;
  /** Where wrong facts are reported: the address of a tracker's form for new issues. */
  readonly tracker?: string;
  /** Whether a report goes to a channel on the asker's platform. */
  readonly reportsToChannel: boolean;
  /** Every command, for those that speak of the others. */
  readonly commands: readonly Command[];
};

/** A query, and what had to be assumed to read it, as sentences for the reader. */
export type Parsed<Query> = { readonly query: Query; readonly assumed: readonly string[] };

export const parsed = <Query>(query: Query, assumed: readonly string[] = []): Parsed<Query> => ({
  query,
  assumed,
});

export type Result = {
  readonly outcome: Outcome;
  readonly answer: Json;
  readonly card: Card;
  readonly topic?: Topic;
  /** The whole command, for those who were not in the conversation. */
  readonly again?: string;
  /** For those who look after the catalog, beside the answer. */
  readonly notice?: Card;
  readonly file?: File;
  readonly private?: true;
  readonly done?: true;
};

/** A message that was understood, and whose answer has to wait for the store. */
export type Pending = {
  readonly perform: (ask: Ask, state: State | undefined, now: Date) => Promise<Result>;
};

export const isPending = (it: Result | Pending): it is Pending => "perform" in it;

export type CommandParts<Query, Value extends Json> = {
  readonly name: string;
  /** Other words that call it. */
  readonly aliases?: readonly string[];
  readonly summary: string;
  /** Left out of help: nobody needs to be told. */
  readonly hidden?: true;
  /** Among the first things a newcomer is shown. */
  readonly starter?: true;
  /** The forms after the command's name, such as `<mesh> [helm|cli]`. */
  readonly usage: string;
  /** Whole messages that work; each is tested. */
  readonly examples: readonly [string, ...string[]];
  readonly parse: (text: string, context: Context) => Parsed<Query> | Problem;
  /** Reads a message that does not start with a command's name; undefined when it is not for this command. */
  readonly overhear?: (text: string, context: Context) => Parsed<Query> | Problem | undefined;
  /** Reads a message nobody overheard; undefined when it is hardly meant for this command either. */
  readonly guess?: (text: string, context: Context) => Parsed<Query> | undefined;
  readonly answer: (query: Query, context: Context) => Value | Problem;
  readonly present: (value: Value, context: Context) => Card;
  /** The query as somebody would type it who knows nothing of the conversation. */
  readonly again?: (query: Query, context: Context) => string | undefined;
  /** A file that goes with the answer. */
  readonly file?: (value: Value, context: Context) => File | undefined;
  /** A card for those who look after the catalog, where a channel for reports is configured. */
  readonly notice?: (value: Value, context: Context) => Card;
  /** What the conversation is about after this answer; absent leaves it as it was. */
  readonly topic?: (query: Query, value: Value, context: Context) => Topic;
};

export type Command = Pick<CommandParts<never, Json>, "name" | "summary" | "usage" | "examples"> & {
  readonly aliases: readonly string[];
  readonly hidden: boolean;
  readonly starter: boolean;
  /** It keeps or changes something, and needs a store for that. */
  readonly stateful: boolean;
  readonly run: (text: string, context: Context) => Result | Pending;
  readonly overhear: (text: string, context: Context) => Result | Pending | undefined;
  readonly guess: (text: string, context: Context) => Result | Pending | undefined;
};

/** Joins a command's three stages into one that takes text and gives a result. */
export function defineCommand<Query, Value extends Json>(parts: CommandParts<Query, Value>): Command {
  const { name, aliases = [], hidden = false, starter = false, summary, usage, examples } = parts;

  function finish(reading: Parsed<Query> | Problem, context: Context): Result {
    if (isProblem(reading)) return failed(reading);
    const value = parts.answer(reading.query, context);
    if (isProblem(value)) return failed(value);
    const topic = parts.topic?.(reading.query, value, context);
    const again = parts.again?.(reading.query, context);
    const file = parts.file?.(value, context);
    return {
      outcome: reading.assumed.length > 0 ? "assumed" : "answered",
      answer: value,
      card: withAssumptions(parts.present(value, context), reading.assumed),
      ...(topic && { topic }),
      ...(file && { file }),
      ...(parts.notice && context.reportsToChannel && { notice: parts.notice(value, context) }),
      ...(again !== undefined && { again }),
    };
  }

  return {
    name,
    aliases,
    hidden,
    starter,
    stateful: false,
    summary,
    usage,
    examples,
    run: (text, context) => finish(parts.parse(text, context), context),
    overhear: (text, context) => {
      const reading = parts.overhear?.(text, context);
      return reading === undefined ? undefined : finish(reading, context);
    },
    guess: (text, context) => {
      const reading = parts.guess?.(text, context);
      return reading === undefined ? undefined : finish(reading, context);
    },
  };
}

export function failed(failure: Problem): Result {
  return { outcome: failure.outcome, answer: { problem: failure.title }, card: problemCard(failure) };
}

export function withAssumptions(card: Card, assumed: readonly string[]): Card {
  if (assumed.length === 0) return card;
  return { ...card, blocks: [{ type: "note", text: [plain(assumed.join(" "))] }, ...card.blocks] };
}
