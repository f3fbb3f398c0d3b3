/** The advisor: reads what a team needs, judges the catalog by it, and says why, what else, and what would change it. */
import type { Catalog } from "../catalog/catalog.ts";
import type { Advice, Flip, Judgement } from "./advice.ts";
import { createContradictions } from "./contradictions.ts";
import { featuresIn } from "./features.ts";
import { createFlips } from "./flip.ts";
import { type Associations, createHunches } from "./hunches.ts";
import { createJudge } from "./judge.ts";
import { createLexicon } from "./lexicon.ts";
import type { Need } from "./need.ts";
import { createOverhears } from "./overhear.ts";
import { createQuestions } from "./questions.ts";
import { createReader, type Heard, type Reading } from "./read.ts";
import { createSay, type Named } from "./say.ts";
import type { Requirement, Requirements } from "./schema.ts";
import { createVerdict } from "./verdict.ts";

export type Advisor = {
  /** Advice on a message, on the day `today`, YYYY-MM-DD. */
  readonly advise: (text: string, today: string) => Advice;
  /** Advice on needs as values, so that they can be amended. */
  readonly adviseOn: (needs: readonly Need[], today: string) => Advice;
  readonly read: (text: string) => Reading;
  readonly judge: (needs: readonly Need[], today: string) => Judgement;
  readonly flips: (needs: readonly Need[], judgement: Judgement, today: string) => readonly Flip[];
  /** Whether free text asks which mesh fits, states needs, or doubts that a mesh is needed. */
  readonly overhears: (text: string) => boolean;
  readonly requirementById: ReadonlyMap<string, Requirement>;
  /** The features whose facts a need is judged by. */
  readonly featuresOf: (need: Pick<Need, "id">) => readonly string[];
  /** A need's name, as in “you need …”. */
  readonly nameOf: (need: Named) => string;
  /** A sentence that reads back as these needs. */
  readonly sentenceOf: (needs: readonly Need[]) => string;
};

export function createAdvisor(
  requirements: Requirements,
  catalog: Catalog,
  associations: Associations,
): Advisor {
  const requirementById = new Map(requirements.requirements.map((it) => [it.id, it]));
  const say = createSay(requirementById, catalog);
  const read = readOnce(
    createReader(createLexicon(requirements, catalog), requirementById, createHunches(associations)),
  );
  const judge = createJudge(requirements, catalog);
  const flips = createFlips(requirements.requirements, judge, say);
  const questions = createQuestions(requirements, catalog, say);
  const contradictionsIn = createContradictions(requirementById, catalog, say);
  const decide = createVerdict(requirements, requirementById, catalog);

  function advise(reading: Reading, today: string): Advice {
    const { needs } = reading;
    const judgement = judge(needs, today);
    const contradictions = contradictionsIn(needs, judgement, reading.only);
    const { verdict, instead } = decide(reading, judgement, contradictions, today);
    if (verdict === "off-topic") return { verdict, ranking: [], eliminated: [], ties: [], needs };
    return {
      verdict,
      ...judgement,
      needs,
      ...(instead.length > 0 && { instead }),
      ...(contradictions.length > 0 && { contradictions }),
      ...(verdict === "unsure" && { questions: questions(needs, judgement) }),
      ...(verdict === "fit" && { flips: flips(needs, judgement, today) }),
    };
  }

  /** Who names the mesh they want has said what they mean: nothing is guessed beside it. */
  function withHunches({ hunches, ...reading }: Heard): Reading {
    const { needs } = reading;
    const named = needs.some(({ id, polarity }) => polarity === "want" && catalog.meshById.has(id));
    return named ? reading : { ...reading, needs: [...needs, ...hunches()] };
  }

  return {
    advise: (text, today) => advise(withHunches(read(text)), today),
    adviseOn: (needs, today) =>
      advise({ needs, signals: new Map([["mesh", 1]]), only: new Set(), apart: needs.length }, today),
    read,
    judge,
    flips,
    overhears: createOverhears(read, catalog, requirementById),
    requirementById,
    featuresOf: ({ id }) => {
      const satisfied = requirementById.get(id)?.satisfied;
      return satisfied === undefined ? [] : [...new Set(featuresIn(satisfied))];
    },
    nameOf: say.name,
    sentenceOf: say.sentence,
  };
}

/** Several commands look at one message, one after the other: it is read once. */
function readOnce(read: (text: string) => Heard): (text: string) => Heard {
  let last: { readonly text: string; readonly reading: Heard } | undefined;
  return (text) => {
    if (last?.text !== text) last = { text, reading: read(text) };
    return last.reading;
  };
}
