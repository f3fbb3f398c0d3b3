/** Everything a message is read with, compiled once from the requirements and the catalog's names. */
import type { Catalog } from "../catalog/catalog.ts";
import type { CueKind } from "./cues.ts";
import {
  createCompile,
  createSearch,
  type Grammar,
  type Match,
  type Phrase,
  vocabularyOf,
} from "./phrases.ts";
import type { Quantity } from "./quantities.ts";
import type { Requirements } from "./schema.ts";
import { createSpelling, type Spelling } from "./spelling.ts";
import { stemOf, type Token } from "./tokens.ts";

/** What a phrase means: that a need is wanted, that its opposite is, or only what it is about. */
export type Meaning = { readonly id: string; readonly side: "want" | "opposite" | "about" };

export type Signal = keyof Requirements["signals"];

type Search<Found> = (tokens: readonly Token[]) => readonly Match<Found>[];

export type Lexicon = {
  readonly filler: ReadonlySet<string>;
  readonly spelling: Spelling;
  readonly needs: Search<Meaning>;
  readonly cues: Search<CueKind>;
  readonly signals: Search<Signal>;
  readonly together: Requirements["together"];
  readonly quantities: {
    readonly stems: ReadonlySet<string>;
    readonly needFor: (quantity: Omit<Quantity, "from" | "to">) => string | undefined;
  };
};

export function createLexicon(requirements: Requirements, catalog: Catalog): Lexicon {
  const filler: ReadonlySet<string> = new Set(requirements.filler.flatMap((line) => line.split(/\s+/u)));
  const named = namesIn(catalog);
  const families = { ...requirements.families, named: named.flatMap(([, names]) => names) };
  const grammar: Grammar = { families, filler };
  const compile = createCompile(grammar);
  const many = <Found>(phrases: readonly string[], meaning: Found): readonly Phrase<Found>[] =>
    phrases.map((phrase) => compile(phrase, meaning));

  const needs: readonly Phrase<Meaning>[] = [
    ...requirements.requirements.flatMap(
      ({ id, name, phrases, about = [], opposite }): readonly Phrase<Meaning>[] => [
        ...many<Meaning>([plainOf(name), ...phrases], { id, side: "want" }),
        ...many<Meaning>(about, { id, side: "about" }),
        ...many<Meaning>(
          [...(opposite?.name === undefined ? [] : [plainOf(opposite.name)]), ...(opposite?.phrases ?? [])],
          {
            id,
            side: "opposite",
          },
        ),
      ],
    ),
    ...named.flatMap(([id, names]) => many<Meaning>(names, { id, side: "want" })),
  ];
  const cues = Object.entries(requirements.cues).flatMap(([kind, phrases]) => many(phrases, kind as CueKind));
  const signals = Object.entries(requirements.signals).flatMap(([kind, phrases]) =>
    many(phrases, kind as Signal),
  );
  const quantities = requirements.quantities.map((it) => ({ ...it, stems: new Set(it.of.map(stemOf)) }));

  const understood = [...needs, ...cues, ...signals];
  const ordinary = [...requirements.ordinary.flatMap((line) => line.split(/\s+/u)), ...filler];
  return {
    filler,
    spelling: createSpelling(
      [...vocabularyOf(understood), ...requirements.quantities.flatMap((it) => it.of)],
      ordinary,
      new Set(families.named),
      new Map(Object.entries(requirements.short)),
    ),
    needs: createSearch(needs, grammar),
    cues: createSearch(cues, grammar),
    signals: createSearch(signals, grammar),
    together: requirements.together,
    quantities: {
      stems: new Set(quantities.flatMap(({ stems }) => [...stems])),
      // A part of the whole says only how large the whole is at least.
      needFor: ({ of, count, part }) =>
        quantities.find(
          ({ stems, atLeast = 0, atMost }) =>
            stems.has(of) && count >= atLeast && (atMost === undefined || (!part && count <= atMost)),
        )?.need,
    },
  };
}

/** A name as a phrase: its marks would otherwise be read as phrase marks. */
const plainOf = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s.-]+/gu, " ")
    .trim();

/** The names a mesh goes by, as phrases. */
function namesIn({ meshes }: Catalog): readonly (readonly [id: string, names: readonly string[]])[] {
  return meshes.map(({ id, name, aliases }) => [
    id,
    [...new Set([id, name, ...aliases].map(plainOf))].filter(
      (it) => it !== "" && it !== "service mesh" && it !== "mesh",
    ),
  ]);
}
