/** Looks a need up in the catalog: how far a mesh meets it, and the facts that say so. */
import {
  type Catalog,
  type Cell,
  cellOf,
  featureOf,
  type Grade,
  isGraded,
  isRated,
  isStated,
  limitsOf,
  type MeshRef,
  meshOf,
} from "../catalog/catalog.ts";
import { foldName } from "../text/tidy.ts";
import type { Expression } from "./expression.ts";
import type { Requirements } from "./schema.ts";

/** One fact of the catalog in words, with the keys of its sources. */
export type Fact = {
  readonly says: string;
  readonly sources: readonly string[];
  readonly asOf: string;
  /** 0 not met, 1 wholly met. */
  readonly value: number;
};

/** `value` is undefined where nothing is known. */
export type Finding = { readonly value: number | undefined; readonly facts: readonly Fact[] };

export type Scales = Requirements["scales"];

/** To one who wants a mesh, another vendor's build of it is nearly that mesh, what else is made of it a second best. */
const rebuilt = 0.85;
const derived = 0.6;

const unknown: Finding = { value: undefined, facts: [] };

export type Look = (scales: Scales, ref: MeshRef, expression: Expression) => Finding;

/** Looks up expressions in a catalog, each only once for the same scales and the same object that names the mesh. */
export function createLook(catalog: Catalog): Look {
  const known = new WeakMap<Scales, WeakMap<Expression, WeakMap<MeshRef, Finding>>>();
  return (scales, ref, expression) => {
    const byExpression = known.get(scales) ?? new WeakMap<Expression, WeakMap<MeshRef, Finding>>();
    const byRef = byExpression.get(expression) ?? new WeakMap<MeshRef, Finding>();
    const earlier = byRef.get(ref);
    if (earlier) return earlier;
    const finding = look(catalog, scales, ref, expression);
    known.set(scales, byExpression.set(expression, byRef.set(ref, finding)));
    return finding;
  };
}

/** How far a mesh, in a mode where it has some, meets an expression. */
export function look(catalog: Catalog, scales: Scales, ref: MeshRef, expression: Expression): Finding {
  const inner = (it: Expression) => look(catalog, scales, ref, it);
  const mesh = meshOf(catalog, ref.mesh);
  if ("feature" in expression) return graded(catalog, scales, ref, expression.feature, expression.is);
  if ("rated" in expression) return rated(catalog, scales, ref, expression.rated);
  if ("stated" in expression) {
    const cell = mesh.cells[expression.stated];
    if (!cell || !isStated(cell)) return unknown;
    if (/^unknown\b/iu.test(cell.value)) return unknown;
    const says =
      !expression.says ||
      saysOneOf([cell.value, ...(expression.notes && cell.note ? [cell.note] : [])], expression.says);
    const name = featureOf(catalog, expression.stated).name;
    return known(says ? 1 : (expression.lacks ?? 0), `${name}: ${cell.value}`, cell.sources, cell.asOf);
  }
  if ("offering" in expression) {
    const says = expression.offering.includes(mesh.offering);
    const cell = mesh.cells.licence;
    const licence = cell && isStated(cell) ? `Licence: ${cell.value}` : mesh.offering;
    const { sources, asOf } = cell && isStated(cell) ? cell : mesh.status;
    return known(says ? 1 : 0, licence, sources, asOf);
  }
  if ("made" in expression) {
    const says = saysOneOf([mesh.name, mesh.suits, mesh.tagline], expression.made);
    return known(says ? 1 : 0, mesh.tagline, mesh.status.sources, mesh.status.asOf);
  }
  if ("builtOn" in expression) {
    const value = likeness(catalog, ref.mesh, expression.builtOn);
    return known(value, mesh.tagline, mesh.status.sources, mesh.status.asOf);
  }
  if ("not" in expression) {
    const { value, facts } = inner(expression.not);
    return {
      value: value === undefined ? undefined : 1 - value,
      facts: facts.map((it) => ({ ...it, value: 1 - it.value })),
    };
  }
  if ("all" in expression) return join(expression.all.map(inner), Math.min);
  if ("any" in expression) return join(expression.any.map(inner), Math.max);
  if ("stretch" in expression) {
    const { value, facts } = inner(expression.stretch);
    const span = expression.to - expression.from;
    return {
      value: value === undefined ? undefined : Math.min(1, Math.max(0, (value - expression.from) / span)),
      facts,
    };
  }
  return mean(expression.mean.map((it) => ({ weight: it.weight ?? 1, found: inner(it) })));
}

const known = (value: number, says: string, sources: readonly string[], asOf: string): Finding => ({
  value,
  facts: [{ says, sources, asOf, value }],
});

const answers: Readonly<Record<Grade, string>> = {
  default: "yes, by default",
  "opt-in": "yes, opt-in",
  partial: "partly",
  "vendor-only": "only in a commercial edition",
  none: "no",
  unknown: "not known",
  "not-applicable": "does not apply",
};

function graded(
  catalog: Catalog,
  scales: Scales,
  ref: MeshRef,
  feature: string,
  is: readonly string[] | undefined,
): Finding {
  const cell = cellOf(catalog, ref, feature);
  if (!isGraded(cell)) return unknown;
  const worth = scales.grades[cell.grade];
  if (worth === undefined) return unknown;
  const ripe = cell.maturity === undefined ? 1 : (scales.maturities[cell.maturity] ?? 1);
  const limits = limitsOf(cell);
  const limited = limits.length > 0 ? ` (${limits.join(", ")})` : "";
  const says = `${featureOf(catalog, feature).name}: ${answers[cell.grade]}${limited}${cell.note ? `. ${cell.note}` : ""}`;
  return known(is ? (is.includes(cell.grade) ? 1 : 0) : worth * ripe, says, cell.sources, cell.asOf);
}

/** The first rating on the scale; where it is disputed or its rater little trusted, it moves towards the middle. */
function rated(catalog: Catalog, scales: Scales, ref: MeshRef, feature: string): Finding {
  const cell: Cell = cellOf(catalog, ref, feature);
  if (!isRated(cell)) return unknown;
  const scale = scales.ratings[feature] ?? {};
  for (const { says, by, asOf, dispute } of cell.opinions) {
    const worth = scale[says];
    if (worth === undefined) continue;
    const believed = (scales.trust[by] ?? 1) * (dispute ? 1 - scales.disputed : 1);
    const value = 0.5 + (worth - 0.5) * believed;
    const against = dispute ? `, disputed: ${dispute.says}` : "";
    return known(
      value,
      `${featureOf(catalog, feature).name.replace(/, rated$/u, "")} is rated ${says}${against}`,
      [by, ...(dispute ? [dispute.by] : [])],
      asOf,
    );
  }
  return unknown;
}

/** The least, or the most, of several findings; unknown where one that is not known could still decide it. */
function join(findings: readonly Finding[], choose: (...values: number[]) => number): Finding {
  const values = findings.flatMap(({ value }) => (value === undefined ? [] : [value]));
  if (values.length === 0) return unknown;
  const value = choose(...values);
  const open = values.length < findings.length && choose(value, 0.5) !== value;
  const deciding = findings.filter((it) => it.value === value);
  return { value: open ? undefined : value, facts: deciding.flatMap(({ facts }) => facts) };
}

/** The mean, in which a part that is not known counts as half. */
function mean(parts: readonly { readonly weight: number; readonly found: Finding }[]): Finding {
  if (parts.every(({ found }) => found.value === undefined)) return unknown;
  const weights = parts.reduce((sum, { weight }) => sum + weight, 0);
  const sum = parts.reduce((total, { weight, found }) => total + weight * (found.value ?? 0.5), 0);
  return { value: sum / weights, facts: parts.flatMap(({ found }) => found.facts) };
}

/** Whether a text has one of the words, other than to deny it: “Rust, not Envoy”. */
const saysOneOf = (texts: readonly string[], words: readonly string[]): boolean => {
  const text = ` ${texts.map(foldName).join(" ")} `;
  return words.some((word) =>
    text.replaceAll(` not ${foldName(word)} `, " ").includes(` ${foldName(word)} `),
  );
};

/** How far a mesh is that one: its planes or its tagline say that it is made of it. */
function likeness(catalog: Catalog, id: string, base: string): number {
  if (id === base) return 1;
  const mesh = meshOf(catalog, id);
  const name = catalog.meshById.get(base)?.name ?? base;
  if (saysOneOf([mesh.tagline], [`build of ${name}`, `builds of ${name}`])) return rebuilt;
  const planes = ["control-plane", "data-plane"].flatMap((feature) => {
    const cell = mesh.cells[feature];
    return cell && isStated(cell) ? [cell.value] : [];
  });
  return saysOneOf([mesh.tagline, ...planes], [name, `${base}d`]) ? derived : 0;
}
