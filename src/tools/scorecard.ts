/** Scores an adviser over cases with known answers: what it puts first, when it refuses, and what it reads. */
import { z } from "zod";
import type { Advice } from "../advisor/advice.ts";

export const caseSchema = z.strictObject({
  id: z.string(),
  kind: z.string(),
  text: z.string(),
  top: z
    .array(z.string())
    .describe("Accepted first answers; `none` for no mesh; empty where nothing may be picked"),
  not: z.array(z.string()).describe("Answers that must not come first"),
  needs: z.array(z.string()).describe("Needs that must be read, `!` before one that is refused"),
  determined: z.boolean().describe("Whether the facts leave no other answer"),
  note: z.string().optional(),
});

export type Case = z.infer<typeof caseSchema>;

/** What an adviser says first: a mesh, `none`, or nothing. */
export type Adviser = (text: string) => {
  readonly first: string | undefined;
  readonly needs?: readonly string[];
};

export type Score = {
  readonly kind: string;
  readonly cases: number;
  readonly accepted: number;
  readonly forbidden: number;
  readonly needsRead: number;
  readonly needsStated: number;
};

export type Miss = { readonly case: Case; readonly first: string | undefined; readonly forbidden: boolean };

export const parseCases = (lines: string): readonly Case[] =>
  lines
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => caseSchema.parse(JSON.parse(line)));

/** An advice as an answer to be scored: only `fit` and `no-mesh` pick something. */
export function firstOf({ verdict, ranking, needs }: Advice): ReturnType<Adviser> {
  const first = verdict === "fit" ? ranking[0]?.mesh : verdict === "no-mesh" ? "none" : undefined;
  return { first, needs: needs.map(({ id, polarity }) => (polarity === "avoid" ? `!${id}` : id)) };
}

const accepts = ({ top }: Case, first: string | undefined): boolean =>
  top.length === 0 ? first === undefined || first === "none" : first !== undefined && top.includes(first);

export function missesOf(cases: readonly Case[], adviser: Adviser): readonly Miss[] {
  return cases.flatMap((it) => {
    const { first } = adviser(it.text);
    const forbidden = first !== undefined && it.not.includes(first);
    return accepts(it, first) && !forbidden ? [] : [{ case: it, first, forbidden }];
  });
}

/** One score for each kind of case, and one named `determined` over all that leave no other answer. */
export function scoresOf(cases: readonly Case[], adviser: Adviser): readonly Score[] {
  const kinds = [...new Set(cases.map(({ kind }) => kind))];
  return [
    ...kinds.map((kind) =>
      scoreOf(
        kind,
        cases.filter((it) => it.kind === kind),
        adviser,
      ),
    ),
    scoreOf(
      "determined",
      cases.filter(({ determined }) => determined),
      adviser,
    ),
  ];
}

function scoreOf(kind: string, cases: readonly Case[], adviser: Adviser): Score {
  let accepted = 0;
  let forbidden = 0;
  let needsRead = 0;
  for (const it of cases) {
    const { first, needs = [] } = adviser(it.text);
    if (accepts(it, first)) accepted++;
    if (first !== undefined && it.not.includes(first)) forbidden++;
    needsRead += it.needs.filter((need) => needs.includes(need)).length;
  }
  const needsStated = cases.reduce((sum, { needs }) => sum + needs.length, 0);
  return { kind, cases: cases.length, accepted, forbidden, needsRead, needsStated };
}
