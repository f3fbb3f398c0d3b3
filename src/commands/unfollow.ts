/** `unfollow`: what was followed in this place comes no more. */
import { type Context, type Parsed, parsed } from "../bot/command.ts";
import { isProblem, type Problem, problem } from "../bot/problem.ts";
import type { Session } from "../bot/state.ts";
import { defineStatefulCommand } from "../bot/stateful.ts";
import type { Card } from "../card/card.ts";
import { everything, follows, subjectNames } from "../digests/subjects.ts";
import { readSubjects, whichMesh } from "./parse/followed.ts";

type Query = { readonly subjects: readonly string[] | "everything" };
type Value = { readonly gone: readonly string[]; readonly left: readonly string[] };

export const unfollow = defineStatefulCommand<Query, Value>({
  name: "unfollow",
  aliases: ["unsubscribe"],
  summary: "Stop news of a mesh, or of everything, in this channel",
  usage: "<mesh…|all|everything>",
  examples: ["unfollow istio", "unfollow everything"],
  parse: read,
  overhear: (text, context) => {
    const said = /^(?:stop following|unsubscribe (?:me|us|this channel) from) (.+)$/iu.exec(text)?.[1];
    return said === undefined ? undefined : read(said, context);
  },
  perform,
  present: ({ gone, left }, { catalog }) =>
    ({
      title: `No longer following ${subjectNames(catalog, gone)}`,
      banners: [],
      blocks: [
        {
          type: "paragraph",
          text:
            left.length === 0
              ? "Nothing is followed here now."
              : `Still followed here: ${subjectNames(catalog, left)}.`,
        },
        { type: "buttons", buttons: [{ label: "What is followed here", command: "following" }] },
      ],
    }) satisfies Card,
});

function read(text: string, context: Context): Parsed<Query> | Problem {
  if (/^(?:everything|it all|all of (?:it|them))$/iu.test(text)) return parsed({ subjects: "everything" });
  const reading = readSubjects(text, context, (better) => `unfollow ${better}`);
  if (isProblem(reading)) return reading;
  return reading.query.length === 0
    ? whichMesh("unfollow", context)
    : parsed({ subjects: reading.query }, reading.assumed);
}

async function perform(
  { subjects }: Query,
  { catalog }: Context,
  { state, from }: Session,
): Promise<Value | Problem> {
  const before = (await state.store.follows.of(from.place)).flatMap((it) => it.subjects);
  // Who says “all” without following all means whatever is followed.
  const whole = subjects === "everything" || (subjects.includes(everything) && !before.includes(everything));
  const gone = await state.store.follows.take(from.place, whole ? before : subjects);
  const left = before.filter((it) => !gone.includes(it));
  if (gone.length > 0) return { gone, left };
  if (before.length === 0) return problem("unknown", "Nothing is followed here", "There is nothing to stop.");
  const named = whole ? [] : subjects;
  const covered = named.some((it) => follows(before)(it));
  return problem(
    "unknown",
    `${subjectNames(catalog, named)} is not followed here by name`,
    covered
      ? "It comes with “all”. Stop that, and follow the ones you want."
      : `Followed here: ${subjectNames(catalog, before)}.`,
    covered
      ? [{ label: "Unfollow all", command: "unfollow all" }]
      : [{ label: "What is followed here", command: "following" }],
  );
}
