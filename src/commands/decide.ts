/** `decide`: records which mesh was chosen, why, and what that rests on. */
import type { Json } from "../bot/ask.ts";
import { type Context, type Parsed, parsed } from "../bot/command.ts";
import { outsideThread } from "../bot/place.ts";
import { isProblem, type Problem, problem } from "../bot/problem.ts";
import type { Session } from "../bot/state.ts";
import { defineStatefulCommand } from "../bot/stateful.ts";
import { type MeshRef, nameOf } from "../catalog/catalog.ts";
import { nextTime, scheduleOf } from "../digests/schedule.ts";
import { subjectOfDecision } from "../digests/subjects.ts";
import type { Decision } from "../store/store.ts";
import { readOne } from "./parse/one.ts";
import { restingOn } from "./parse/resting.ts";
import { decisionCard } from "./present/decision.ts";
import { typed } from "./present/footer.ts";

type Query = {
  readonly ref: MeshRef;
  readonly reason: string;
  readonly compared: readonly MeshRef[];
  readonly needs: string;
};
type Value = { readonly decision: Decision; readonly watched: boolean } & {
  readonly [key: string]: Json | undefined;
};

const because = /\s*(?:[,;:—–-]\s*)?\b(?:because|since|as|due to|on account of|reason:?)\b:?\s+|\s*:\s+/iu;
const longest = 2_000;

export const decide = defineStatefulCommand<Query, Value>({
  name: "decide",
  aliases: ["decided"],
  summary: "Record which mesh you chose and why, with the facts it rests on",
  usage: "<mesh> because <reason>",
  examples: ["decide linkerd because it is light and mTLS is on by default"],
  parse: read,
  overhear: (text, context) => {
    const said =
      /^we(?:'ve| have)? (?:decided (?:on|for|to (?:use|go with))|chose|choose|are going with|went with) (.+)$/isu.exec(
        text,
      )?.[1];
    if (said === undefined || !because.test(said)) return undefined;
    const reading = read(said, context);
    return isProblem(reading) && reading.outcome === "unknown" ? undefined : reading;
  },
  perform,
  again: ({ decision }) => `decision ${decision.number}`,
  present: ({ decision, watched }, context) => decisionCard(decision, context, { isNew: true, watched }),
});

function read(text: string, context: Context): Parsed<Query> | Problem {
  const at = because.exec(text);
  const words = at ? text.slice(0, at.index) : text;
  const reason = at ? text.slice(at.index + at[0].length).trim() : "";
  const mesh = readOne(words.replace(/^(?:for|on|to use|to go with)\s+/iu, ""), "decide", context);
  if (isProblem(mesh)) return mesh;
  const ref = mesh.query;
  if (reason === "")
    return problem(
      "usage",
      `Why ${nameOf(context.catalog, ref)}?`,
      `Say it in the same line, such as: decide ${typed(ref)} because it is light and mTLS is on by default. Whoever asks in a year will thank you.`,
    );
  if (reason.length > longest)
    return problem(
      "usage",
      "That is a long reason",
      `Keep it to ${longest} characters: it has ${reason.length}. Link to the rest.`,
    );
  const { meshes, needs } = context.topic;
  return parsed(
    { ref, reason, needs, compared: meshes.filter((it) => typed(it) !== typed(ref)) },
    mesh.assumed,
  );
}

async function perform(
  { ref, reason, needs, compared }: Query,
  context: Context,
  { state, from, now }: Session,
): Promise<Value> {
  const { catalog } = context;
  const knowing = { snapshot: await state.snapshot(), at: now.getTime() };
  const { features, sources } = restingOn(ref, needs, context);
  const { id, name } = from.person;
  const voice = state.channels(from.place.platform);
  const known = name ?? (await voice?.nameOf?.(from.person, from.place.tenant));
  const decision = await state.store.decisions.add({
    place: from.place,
    mesh: ref.mesh,
    mode: ref.mode,
    reason,
    needs,
    compared: compared.map(typed),
    features,
    sources,
    catalog: { version: catalog.version, date: catalog.date },
    knowing,
    by: { id, name: known },
  });
  if (!voice) return { decision, watched: false };
  const zone = await voice.zoneOf?.(from.person, from.place.tenant);
  const schedule = scheduleOf({ every: "change" }, zone ?? "UTC");
  await state.store.follows.add({
    place: outsideThread(from.place),
    subjects: [subjectOfDecision(decision.number)],
    schedule,
    always: false,
    by: id,
    knowing,
    dueAt: nextTime(schedule, now).getTime(),
  });
  return { decision, watched: true };
}
