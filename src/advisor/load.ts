/** Reads data/requirements.yaml: shape first, then sense against the catalog; every mistake is reported. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Catalog } from "../catalog/catalog.ts";
import { CatalogError, type Mistake } from "../catalog/mistake.ts";
import { readYaml } from "../catalog/yaml.ts";
import { type Advisor, createAdvisor } from "./advisor.ts";
import type { Expression } from "./expression.ts";
import type { Associations } from "./hunches.ts";
import { familiesIn } from "./phrases.ts";
import { type Requirements, requirementsSchema } from "./schema.ts";

const file = "requirements.yaml";

/**
 * The advisor of `folder`, over `catalog`.
 * @throws {CatalogError} naming what is wrong with the requirements, or with what was learnt.
 */
export const loadAdvisor = (folder: string, catalog: Catalog): Advisor =>
  createAdvisor(loadRequirements(folder, catalog), catalog, loadAssociations(folder));

/**
 * Loads and checks the requirements in `folder`.
 * @throws {CatalogError} naming every mistake, when there is one.
 */
export function loadRequirements(folder: string, catalog: Catalog): Requirements {
  let source: string;
  try {
    source = readFileSync(join(folder, file), "utf8");
  } catch {
    throw new CatalogError(folder, [
      { file, path: "", message: "cannot be read; the advisor needs this file" },
    ]);
  }
  const read = readYaml(source, file);
  if (!("data" in read)) throw new CatalogError(folder, [read]);

  const result = requirementsSchema.safeParse(read.data);
  if (!result.success) {
    const misshapen = result.error.issues.map(({ path, message }) => ({
      file,
      path: path.map(String).join("."),
      message,
    }));
    throw new CatalogError(folder, misshapen);
  }
  const senseless = mistakesIn(result.data, catalog);
  if (senseless.length > 0) throw new CatalogError(folder, senseless);
  return result.data;
}

const learnt = "associations.json";
/** Looked through by hand: a schema for each of ten thousand words takes longer than reading them. */
const isWritten = (it: unknown): boolean =>
  it instanceof Object &&
  !Array.isArray(it) &&
  Object.values(it).every((weights) => typeof weights === "string");
const associationsSchema = z.strictObject({
  before: z.record(z.string(), z.number()),
  words: z.custom<Associations["words"]>(isWritten),
});

/**
 * Loads what `npm run learn` wrote into `folder`; a folder without it gives no hunches.
 * @throws {CatalogError} when the file is not of that shape.
 */
export function loadAssociations(folder: string): Associations {
  let source: string;
  try {
    source = readFileSync(join(folder, learnt), "utf8");
  } catch {
    return { before: {}, words: {} };
  }
  try {
    return associationsSchema.parse(JSON.parse(source));
  } catch {
    const message = "is not what `npm run learn` writes; run it again, or delete the file";
    throw new CatalogError(folder, [{ file: learnt, path: "", message }]);
  }
}

/** References that lead nowhere, ids that are somebody else’s, phrases of families that are not defined. */
function mistakesIn(requirements: Requirements, catalog: Catalog): readonly Mistake[] {
  const mistakes: Mistake[] = [];
  const add = (path: string, message: string) => mistakes.push({ file, path, message });
  const ids = new Set<string>();
  for (const { id } of requirements.requirements) {
    if (ids.has(id)) add(id, "is defined twice");
    if (catalog.meshById.has(id)) add(id, "is the id of a mesh; choose another");
    ids.add(id);
  }
  const known = (path: string, id: string) => {
    if (!ids.has(id) && !catalog.meshById.has(id)) add(path, `no requirement ${id} is defined`);
  };

  for (const { id, satisfied, opposite, narrows, implies = [], suggests = [] } of requirements.requirements) {
    for (const other of [...implies, ...suggests]) known(`${id}.implies`, other);
    if (narrows !== undefined) known(`${id}.narrows`, narrows);
    if (opposite?.refuses !== undefined) known(`${id}.opposite.refuses`, opposite.refuses);
    for (const expression of [satisfied, opposite?.satisfied])
      for (const [feature, kind] of expression ? featuresIn(expression) : []) {
        const found = catalog.featureById.get(feature);
        if (!found) add(`${id}.satisfied`, `no feature ${feature} in features.yaml`);
        else if (found.kind !== kind) add(`${id}.satisfied`, `${feature} is ${found.kind}, not ${kind}`);
      }
  }
  for (const [at, { need }] of requirements.quantities.entries()) known(`quantities.${at}.need`, need);
  for (const [at, { of, need }] of requirements.together.entries())
    for (const other of [...of, need]) known(`together.${at}`, other);
  for (const { id, serves, partly = [], where = [] } of requirements.alternatives)
    for (const need of [...serves, ...partly, ...where]) known(`alternatives.${id}`, need);
  for (const id of Object.keys(requirements.assumed)) known("assumed", id);
  // The meshes' own names are a family too.
  const families = new Set([...Object.keys(requirements.families), "named"]);
  for (const phrase of phrasesIn(requirements))
    for (const family of familiesIn(phrase))
      if (!families.has(family)) add("phrases", `no family {${family}} is defined under families`);
  return mistakes;
}

const phrasesIn = ({ requirements, families, cues, signals }: Requirements): readonly string[] => [
  ...requirements.flatMap(({ phrases, about = [], opposite }) => [
    ...phrases,
    ...about,
    ...(opposite?.phrases ?? []),
  ]),
  ...[families, cues, signals].flatMap((lists) => Object.values(lists).flat()),
];

function featuresIn(expression: Expression): readonly (readonly [feature: string, kind: string])[] {
  if ("feature" in expression) return [[expression.feature, "graded"]];
  if ("rated" in expression) return [[expression.rated, "rated"]];
  if ("stated" in expression) return [[expression.stated, "stated"]];
  if ("not" in expression) return featuresIn(expression.not);
  if ("all" in expression) return expression.all.flatMap(featuresIn);
  if ("any" in expression) return expression.any.flatMap(featuresIn);
  if ("stretch" in expression) return featuresIn(expression.stretch);
  if ("mean" in expression) return expression.mean.flatMap(featuresIn);
  return [];
}
