/** `follow`: news of meshes, in this channel, when it suits. */
import { type Context, type Parsed, parsed } from "../bot/command.ts";
import { outsideThread } from "../bot/place.ts";
import { isProblem, type Problem, problem } from "../bot/problem.ts";
import type { Session } from "../bot/state.ts";
import { defineStatefulCommand } from "../bot/stateful.ts";
import { nextTime, scheduleOf, type When } from "../digests/schedule.ts";
import { decisionIn, everything } from "../digests/subjects.ts";
import { readWhen } from "../digests/when.ts";
import type { Follow } from "../store/store.ts";
import { readSubjects, whichMesh } from "./parse/followed.ts";
import { type FollowedValue, followedCard, followingCard } from "./present/following.ts";

type Query = { readonly subjects: readonly string[]; readonly when: When; readonly always: boolean };

export const follow = defineStatefulCommand<Query, FollowedValue>({
  name: "follow",
  aliases: ["subscribe"],
  summary: "Bring news of meshes to this channel, when it suits you",
  usage:
    "<mesh…|all|mesh of the week> [daily|weekly|monthly|on change] [on monday] [at 09:00] [Europe/Berlin]",
  examples: [
    "follow istio",
    "follow istio linkerd weekly on monday at 09:00 Europe/Berlin",
    "follow all on change",
    "follow mesh of the week",
  ],
  parse: read,
  overhear: (text, context) => {
    const said =
      /^(?:subscribe (?:me|us|this channel) to|keep (?:me|us) (?:posted|informed|up to date) (?:on|about)|(?:notify|tell|alert|ping) (?:me|us) (?:when|whenever|if)) (.+)$/iu.exec(
        text,
      )?.[1];
    if (said === undefined) return undefined;
    const change =
      /^(.+?) (?:changes?|is (?:released|updated|archived)|has (?:a )?(?:new )?(?:release|news|changes?))$/iu.exec(
        said,
      )?.[1];
    const reading = read(change === undefined ? said : `${change} on change`, context);
    return isProblem(reading) && reading.outcome === "unknown" ? undefined : reading;
  },
  perform,
  present: (value, context) =>
    value.confirmedInChannel ? followedCard(value) : followingCard(value, context),
});

function read(text: string, context: Context): Parsed<Query> | Problem {
  const { when, always, rest, mistake } = readWhen(text);
  if (mistake !== undefined)
    return problem("usage", "When shall it come?", mistake, [
      { label: "Weekly", command: `follow ${rest || "all"} weekly` },
      { label: "On change", command: `follow ${rest || "all"} on change` },
    ]);
  const subjects = readSubjects(rest, context, (better) => `follow ${text.replace(rest, better)}`);
  if (isProblem(subjects)) return subjects;
  if (subjects.query.length === 0) return whichMesh("follow", context);
  return parsed({ subjects: subjects.query, when, always }, subjects.assumed);
}

async function perform(
  { subjects, when, always }: Query,
  context: Context,
  session: Session,
): Promise<FollowedValue | Problem> {
  const { state, from, now } = session;
  const place = outsideThread(from.place);
  const voice = state.channels(place.platform);
  if (!voice)
    return problem(
      "unavailable",
      "A digest needs a place to come to",
      "I cannot write to this place unasked. Follow in a Slack or Teams channel, or in a chat with me there.",
    );
  const unknown = await unknownDecision(subjects, session);
  if (unknown) return unknown;

  const profile = when.zone === undefined ? await voice.zoneOf?.(from.person, place.tenant) : undefined;
  const schedule = scheduleOf(when, profile ?? "UTC");
  const dueAt = nextTime(schedule, now).getTime();
  const knowing = { snapshot: await state.snapshot(), at: now.getTime() };
  const { follow: kept, added } = await state.store.follows.add({
    place,
    subjects,
    schedule,
    always,
    by: from.person.id,
    knowing,
    dueAt,
  });
  const value: FollowedValue = {
    subjects,
    alsoThere: kept.subjects.filter((it) => !subjects.includes(it)),
    schedule,
    always,
    zoneFrom: when.zone !== undefined ? "said" : profile !== undefined ? "profile" : "usual",
    dueAt,
    confirmedInChannel: false,
  };
  if (from.heardBy === "asker" && place.kind !== "direct") {
    const posted = await voice.post({
      place,
      address: await state.store.places.address(place),
      card: followingCard(value, context),
    });
    if (posted.kind !== "sent") {
      await state.store.follows.take(place, added, { only: kept.id });
      return posted.kind === "never"
        ? problem("unavailable", "I cannot write here", `${posted.advice} Nothing is followed yet.`)
        : problem(
            "unavailable",
            "I could not write here just now",
            "Nothing is followed yet. Try again in a minute.",
          );
    }
  }
  await movedHere(kept, subjects, session);
  return { ...value, confirmedInChannel: from.heardBy === "asker" && place.kind !== "direct" };
}

/** A mesh comes once: the newest schedule counts. `all` stands beside meshes that are followed by name. */
const movedHere = ({ id, place }: Follow, subjects: readonly string[], { state }: Session) =>
  state.store.follows.take(
    place,
    subjects.filter((it) => it !== everything),
    { except: id },
  );

async function unknownDecision(
  subjects: readonly string[],
  { state, from }: Session,
): Promise<Problem | undefined> {
  for (const subject of subjects) {
    const number = decisionIn(subject);
    if (number === undefined) continue;
    const { tenant, platform } = from.place;
    if (!(await state.store.decisions.get(tenant, platform, number)))
      return problem("unknown", `There is no decision ${number}`, "See what was decided.", [
        { label: "Decisions", command: "decisions" },
      ]);
  }
  return undefined;
}
