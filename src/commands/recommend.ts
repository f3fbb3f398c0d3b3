/** `recommend`: which mesh fits what a team needs, why, and what would change that. */
import type { Advice } from "../advisor/advice.ts";
import type { Need } from "../advisor/need.ts";
import type { Json } from "../bot/ask.ts";
import { defineCommand, parsed } from "../bot/command.ts";
import { adviceCard } from "./present/advice.ts";

type Query = { readonly sentence: string };
type Value = Advice & { readonly [key: string]: Json | undefined };

export const recommend = defineCommand<Query, Value>({
  name: "recommend",
  aliases: ["advise", "suggest", "choose", "pick"],
  summary: "Say which mesh fits what you need, why, and what would change that",
  usage: "<what you run, what you need, what you cannot have>",
  examples: [
    "which mesh fits a small team?",
    "recommend a mesh for a small team on Kubernetes and VMs, low memory",
    "we have Nomad, no Kubernetes, and need mTLS",
    "do we even need a mesh for 5 services?",
  ],
  parse: (text) => parsed({ sentence: text }),
  overhear: (text, { advisor }) => (advisor.overhears(text) ? parsed({ sentence: text }) : undefined),
  answer: ({ sentence }, { advisor, today }) => ({
    ...(sentence === "" ? advisor.adviseOn([], today) : advisor.advise(sentence, today)),
  }),
  present: (advice, context) => adviceCard(advice, context),
  topic: (_, { needs, ranking }, { advisor }) => ({
    meshes: ranking.slice(0, 2).map(({ mesh, mode }) => (mode === undefined ? { mesh } : { mesh, mode })),
    needs: advisor.sentenceOf(needs satisfies readonly Need[]),
  }),
});
