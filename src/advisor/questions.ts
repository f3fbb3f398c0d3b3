/** The questions whose answers would tell the leading meshes apart the most. */
import type { Catalog } from "../catalog/catalog.ts";
import type { Judgement, Question } from "./advice.ts";
import { look } from "./evidence.ts";
import type { Need } from "./need.ts";
import type { Say } from "./say.ts";
import type { Requirement, Requirements } from "./schema.ts";

const leaders = 5;

export function createQuestions({ requirements, scales }: Requirements, catalog: Catalog, say: Say) {
  const askable = requirements.filter(
    ({ question, satisfied }) => question !== undefined && satisfied !== undefined,
  );

  return (needs: readonly Need[], { ranking }: Judgement): readonly Question[] => {
    const refs = ranking.slice(0, leaders);
    const open = askable
      .filter(({ id }) => !needs.some((need) => need.id === id))
      .map((requirement) => ({
        requirement,
        // What is unknown tells nobody apart.
        values: refs.map(
          (ref) => requirement.satisfied && look(catalog, scales, ref, requirement.satisfied).value,
        ),
      }))
      .map((it) => ({ ...it, centred: centre(it.values) }))
      .sort(
        (a, b) => spread(b.centred) - spread(a.centred) || (a.requirement.id < b.requirement.id ? -1 : 1),
      );
    const [first] = open;
    if (!first) return [];
    const [second] = open
      .slice(1)
      .map((it) => ({ ...it, own: spread(it.centred) * (1 - Math.abs(likeness(first.centred, it.centred))) }))
      .sort((a, b) => b.own - a.own);
    return [first, ...(second ? [second] : [])].map(({ requirement }) => questionOf(requirement, needs, say));
  };
}

function questionOf(requirement: Requirement, needs: readonly Need[], say: Say): Question {
  const { id, kind, question = "" } = requirement;
  const yes: Need = { id, polarity: "want", strength: kind === "hard" ? "must" : "prefer", words: "" };
  const no: Need = { ...yes, strength: "ignore" };
  return {
    need: id,
    question,
    options: [
      { label: "Yes", says: say.sentence([...needs, yes]) },
      { label: "No", says: say.sentence([...needs, no]) },
    ],
  };
}

function centre(values: readonly (number | undefined)[]): readonly number[] {
  const known = values.filter((value) => value !== undefined);
  const mean = known.reduce((a, b) => a + b, 0) / Math.max(1, known.length);
  return values.map((value) => (value === undefined ? 0 : value - mean));
}

const spread = (values: readonly number[]): number => Math.sqrt(dot(values, values));

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);

function likeness(a: readonly number[], b: readonly number[]): number {
  const size = spread(a) * spread(b);
  return size === 0 ? 0 : dot(a, b) / size;
}
