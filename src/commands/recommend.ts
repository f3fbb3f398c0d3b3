/** `recommend`: which mesh fits what a team needs, why, and what would change that. */
import type { Advice } from "../advisor/advice.ts";
import type { Need } from "../advisor/need.ts";
import type { Json } from "../bot/ask.ts";
import { type Context, defineCommand, parsed } from "../bot/command.ts";
import { readFollowUp } from "./parse/followup.ts";
import { adviceCard } from "./present/advice.ts";
import { standingCard } from "./present/standing.ts";
import { wizardCard } from "./present/wizard.ts";

type Query = {
  /** What was asked for: a message, or needs already read. */
  readonly asked: string | readonly Need[];
  /** The one mesh whose place is asked for. */
  readonly about?: string;
  /** Nothing was said at all: the questions are asked in a form. */
  readonly wizard?: true;
};
type Value = Advice & {
  readonly about?: string;
  readonly wizard?: true;
  readonly [key: string]: Json | undefined;
};

/** “find me a mesh”: nothing is said of what for, so it is asked. */
const wantsOne =
  /^(?:find|get|give|look for)(?: me| us)? (?:a|an|the|some)(?: good| best| right| suitable)?(?: service)? mesh$/iu;

export const recommend = defineCommand<Query, Value>({
  name: "recommend",
  starter: true,
  aliases: ["advise", "suggest", "choose", "pick"],
  summary: "Say which mesh fits what you need, why, and what would change that; alone, it asks you",
  usage: "[<what you run, what you need, what you cannot have>]",
  examples: [
    "which mesh fits a small team?",
    "recommend a mesh for a small team on Kubernetes and VMs, low memory",
    "we have Nomad, no Kubernetes, and need mTLS",
    "do we even need a mesh for 5 services?",
    "recommend",
  ],
  parse: (text) => parsed(text === "" ? { asked: [], wizard: true } : { asked: text }),
  overhear: (text, context) => {
    // A name alone asks what the mesh is, whatever words it is made of.
    if (context.find.exactMesh(text)) return undefined;
    const followUp = readFollowUp(text, context);
    if (followUp) {
      const { needs, about } = followUp;
      return parsed({ asked: needs, ...(about !== undefined && { about }) });
    }
    return context.advisor.overhears(text) || wantsOne.test(text) ? parsed({ asked: text }) : undefined;
  },
  guess: (text, { advisor, today }) => {
    const { verdict } = advisor.advise(text, today);
    return verdict === "fit" || verdict === "no-mesh" ? parsed({ asked: text }) : undefined;
  },
  answer: ({ asked, about, wizard }, context) => ({
    ...advise(asked, context),
    ...(about !== undefined && { about }),
    ...(wizard && { wizard }),
  }),
  present: (value, context) => {
    if (value.wizard) return wizardCard;
    return value.about === undefined ? adviceCard(value, context) : standingCard(value, value.about, context);
  },
  // What goes on from an earlier answer says little to those who were not there.
  again: ({ asked, about, wizard }, { advisor }) =>
    typeof asked === "string" || about !== undefined || wizard
      ? undefined
      : `recommend ${advisor.sentenceOf(asked)}`,
  topic: ({ about, wizard }, { needs, ranking }, { advisor, topic }) => {
    if (wizard) return topic;
    const leaders = ranking
      .slice(0, 2)
      .map(({ mesh, mode }) => (mode === undefined ? { mesh } : { mesh, mode }));
    return { meshes: about === undefined ? leaders : [{ mesh: about }], needs: advisor.sentenceOf(needs) };
  },
});

const advise = (asked: Query["asked"], { advisor, today }: Context): Advice =>
  typeof asked === "string" ? advisor.advise(asked, today) : advisor.adviseOn(asked, today);
