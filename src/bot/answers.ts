/** Answers kept for as long as the knowledge and the day they were given by, so that a question asked again costs little. */
import { LRUCache } from "lru-cache";
import { noTopic, type Topic } from "../conversation/topic.ts";
import { type Context, isPending } from "./command.ts";
import type { Routed } from "./route.ts";

type Knowledge = Pick<Context, "catalog" | "history" | "find" | "advisor">;

/** What an answer may depend on besides the words. */
type Known = Omit<Context, keyof Knowledge> & { readonly knowledge: Knowledge };

export type Answers = {
  /** `route` on these words, or what it gave for them before. */
  readonly to: (words: string, known: Known) => Routed;
};

/** As many as are asked in a day or two; each holds its card and what was drawn of it. */
const most = 500;
/** Nobody types a longer message a second time. */
const longest = 200;

type Kept = {
  readonly routed: Routed;
  /** It was given where nothing had been said before, and another topic may change it. */
  readonly forNoTopic: boolean;
};

export function createAnswers(route: (words: string, context: Context) => Routed, capacity = most): Answers {
  const kept = new LRUCache<string, Kept>({ max: capacity });
  let by: { readonly knowledge: Knowledge; readonly today: string } | undefined;

  return {
    to(words, { knowledge, topic, ...rest }) {
      const { today, reportsToChannel } = rest;
      if (by?.knowledge !== knowledge || by.today !== today) {
        kept.clear();
        by = { knowledge, today };
      }
      const key = `${reportsToChannel} ${words}`;
      const earlier = kept.get(key);
      if (earlier && (!earlier.forNoTopic || isNone(topic))) return earlier.routed;
      let asked = false;
      const { catalog, find, advisor } = knowledge;
      const routed = route(words, {
        ...{ catalog, find, advisor, ...rest },
        get history() {
          return knowledge.history;
        },
        // Whoever reads it gives an answer for this topic only.
        get topic() {
          asked = true;
          return topic;
        },
      });
      if (words.length <= longest && isFor(routed) && (!asked || isNone(topic)))
        kept.set(key, { routed, forNoTopic: asked });
      return routed;
    },
  };
}

const isNone = ({ meshes, needs }: Topic): boolean => meshes.length === 0 && needs === noTopic.needs;

/** Garbage must not push out what people ask; what needs the store is never the same twice. */
const isFor = ({ result }: Routed): boolean =>
  !isPending(result) && (result.outcome === "answered" || result.outcome === "assumed");
