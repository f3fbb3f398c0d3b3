/** `compare`: two to five meshes side by side, differences first. */
import { type Context, defineCommand, type Parsed, parsed } from "../bot/command.ts";
import { isProblem, type Problem, problem } from "../bot/problem.ts";
import {
  type Button,
  type Card,
  type Cell,
  join,
  type Option,
  plain,
  strong,
  type Text,
} from "../card/card.ts";
import { bannersFor } from "../catalog/banners.ts";
import { cellOf, type Feature, isGraded, isRated, type MeshRef, meshOf, nameOf } from "../catalog/catalog.ts";
import { type Subject, subjectName } from "../catalog/find.ts";
import { readMeshes } from "./parse/meshes.ts";
import { readSubject } from "./parse/subjects.ts";
import { cellJson, tableCell } from "./present/cells.ts";
import { footer, shortName, sourcesButton, typed } from "./present/footer.ts";

const mostMeshes = 5;

type Query = { readonly refs: readonly MeshRef[]; readonly on?: Subject; readonly all: boolean };

type Row = {
  readonly feature: string;
  readonly differs: boolean;
  readonly cells: readonly ReturnType<typeof cellJson>[];
};
type Value = {
  readonly meshes: readonly MeshRef[];
  readonly on?: Subject;
  readonly all: boolean;
  readonly rows: readonly Row[];
  /** How many more rows are the same for all. */
  readonly same: number;
};

export const compare = defineCommand<Query, Value>({
  name: "compare",
  aliases: ["vs", "diff"],
  summary: "Put two to five meshes side by side, differences first",
  usage: "<mesh> <mesh> [… up to 5] [on <group or feature>] [all]",
  examples: [
    "compare istio linkerd",
    "compare istio linkerd on security",
    "istio vs linkerd vs kuma",
    "difference between consul and kuma",
  ],
  parse: read,
  overhear,
  answer,
  present,
  topic: ({ refs }) => ({ meshes: refs, needs: "" }),
});

function read(text: string, context: Context): Parsed<Query> | Problem {
  const { names, on, all } = dissect(text);
  const named = readMeshes(
    names,
    context,
    (better) => `compare ${better}${on ? ` on ${on}` : ""}${all ? " all" : ""}`,
  );
  if (isProblem(named)) return named;
  const count = named.refs.length;
  if (count === 1) return another(named.refs, context);
  if (count === 0)
    return problem("usage", "Compare which meshes?", "Name two to five, such as compare istio linkerd.", [
      { label: "Istio and Linkerd", command: "compare istio linkerd" },
      { label: "List all meshes", command: "list" },
    ]);
  const repeated = named.refs.find(
    (ref, at) => named.refs.findIndex((it) => typed(it) === typed(ref)) !== at,
  );
  if (repeated) return sameTwice(repeated, context);
  if (count > mostMeshes)
    return problem(
      "usage",
      `${count} meshes are too many`,
      `A comparison holds up to ${mostMeshes}; beyond that a table cannot be read.`,
      [{ label: "Compare the first five", command: commandFor(named.refs.slice(0, mostMeshes)) }],
    );
  if (on === undefined) return parsed({ refs: named.refs, all }, named.assumed);
  const subject = readSubject(on, context, (id) => commandFor(named.refs, id));
  if (isProblem(subject)) return subject;
  return parsed({ refs: named.refs, all, on: subject.query }, [...named.assumed, ...subject.assumed]);
}

/** Takes “… on security” and “all” off the end. */
function dissect(text: string): { names: string; on?: string; all: boolean } {
  const whole = /^(.*?)[\s,]+(?:all(?: rows)?|in full|everything)$/iu.exec(text);
  const rest = whole?.[1] ?? text;
  const [, names = rest, on] =
    /^(.+?)\s+(?:on|regarding|in terms of|concerning|for|by|when it comes to)\s+(.+)$/iu.exec(rest) ?? [];
  return {
    names,
    all: whole !== null,
    ...(on !== undefined && { on: on.replace(/^(?:the|its|their)\s+/iu, "") }),
  };
}

const patterns: readonly RegExp[] = [
  /^(?:what(?:'s| is| are) )?(?:the )?(?:main |key |big |biggest )?differences? between (.+)$/iu,
  /^how (?:do|does|is|are) (.+?) (?:differ(?:ent)?|compare)(?: (?:from|to|with))? ?(.*)$/iu,
  /^(?:what about |so )?(?:a )?comparison (?:of|between) (.+)$/iu,
  /^(.+ (?:vs|versus|compared (?:to|with)|or) .+)$/iu,
];

function overhear(text: string, context: Context): Parsed<Query> | Problem | undefined {
  const match = patterns.map((pattern) => pattern.exec(text)).find((it) => it !== null);
  if (!match) return undefined;
  const said = match
    .slice(1)
    .filter((part) => part !== undefined && part !== "")
    .join(" and ");
  const reading = read(said, context);
  return isProblem(reading) && reading.outcome !== "ambiguous" && !/\b(?:vs|versus)\b/iu.test(text)
    ? undefined
    : reading;
}

function another([ref]: readonly MeshRef[], context: Context): Problem {
  const { catalog, topic } = context;
  if (!ref) throw new Error("one mesh was named");
  const rivals = [...topic.meshes, ...catalog.meshes.map(({ id }) => ({ mesh: id }))]
    .filter((it) => it.mesh !== ref.mesh)
    .filter((it, at, all) => all.findIndex((other) => typed(other) === typed(it)) === at);
  const buttons = rivals
    .slice(0, 5)
    .map((it) => ({ label: `and ${shortName(catalog, it)}`, command: commandFor([ref, it]) }));
  return problem(
    "usage",
    `Compare ${nameOf(catalog, ref)} with which mesh?`,
    "Choose one, or type both in one line, such as compare istio linkerd.",
    buttons,
  );
}

function sameTwice(ref: MeshRef, { catalog }: Context): Problem {
  const name = nameOf(catalog, ref);
  return problem("usage", `${name} is named twice`, "Name another mesh to compare it with.", [
    { label: `Show ${shortName(catalog, ref)}`, command: `show ${typed(ref)}` },
    { label: "Choose another mesh", command: `compare ${typed(ref)}` },
  ]);
}

const commandFor = (refs: readonly MeshRef[], on?: string, all = false): string =>
  `compare ${refs.map(typed).join(" ")}${on === undefined ? "" : ` on ${on}`}${all ? " all" : ""}`;

function answer({ refs, on, all }: Query, { catalog }: Context): Value {
  const asked = catalog.features.filter((feature) => isAsked(feature, on, all));
  const facts = asked.filter(({ kind }) => kind !== "rated");
  const ratings = asked.filter(({ kind }) => kind === "rated");
  const rows = [...facts, ...ratings].map(({ id }) => ({
    feature: id,
    differs: differs(refs.map((ref) => substance(cellOf(catalog, ref, id)))),
    cells: refs.map((ref) => cellJson(catalog, ref, id)),
  }));
  const differing = rows.filter((row) => row.differs);
  const same = rows.filter((row) => !row.differs);
  const keepSame = all || on !== undefined;
  return {
    meshes: refs,
    ...(on && { on }),
    all,
    rows: keepSame ? [...differing, ...same] : differing,
    same: keepSame ? 0 : same.length,
  };
}

function isAsked({ id, group, headline }: Feature, on: Subject | undefined, all: boolean): boolean {
  if (on) return on.kind === "feature" ? id === on.id : group === on.id;
  return all || headline === true;
}

/** What two cells must share to be the same: the grade or value, not the note. */
function substance(cell: ReturnType<typeof cellOf>): string {
  if (isGraded(cell)) return `${cell.grade}/${cell.maturity ?? ""}`;
  if (isRated(cell)) return cell.opinions.map(({ says }) => says).join("/");
  return cell.value;
}

const differs = (values: readonly string[]) => new Set(values).size > 1;

function present(value: Value, context: Context): Card {
  const { catalog, today } = context;
  const { meshes, on, rows, same } = value;
  const names = meshes.map((ref) => nameOf(catalog, ref));
  const cells = rows.flatMap((row) => meshes.map((ref) => cellOf(catalog, ref, row.feature)));
  const about = on ? `: ${subjectName(catalog, on).toLowerCase()}` : "";
  return {
    title: `${names.join(" and ")}${about}`,
    banners: bannersFor(catalog, meshes, today),
    blocks: [
      { type: "paragraph", text: verdict(meshes, context) },
      ...(rows.length > 0 ? [tableOf(value, context)] : []),
      ...(same > 0
        ? [{ type: "note" as const, text: `${same} more ${same === 1 ? "row is" : "rows are"} the same.` }]
        : []),
      footer(catalog, cells),
      { type: "select", label: "Compare on…", options: groupOptions(meshes, context) },
      { type: "buttons", buttons: buttonsFor(value, context) },
    ],
  };
}

/** One sentence: what each is for. */
const verdict = (meshes: readonly MeshRef[], { catalog }: Context): Text => [
  ...join(
    meshes.map((ref) => [
      strong(shortName(catalog, ref)),
      plain(` suits ${meshOf(catalog, ref.mesh).suits}`),
    ]),
    "; ",
  ),
  plain("."),
];

function tableOf({ meshes, rows, on }: Value, { catalog }: Context) {
  const name = ({ feature, differs }: Row): Cell => {
    const text = catalog.featureById.get(feature)?.name ?? feature;
    return { text: differs ? [strong(`≠ ${text}`)] : text };
  };
  return {
    type: "table" as const,
    caption: `${meshes.map((ref) => nameOf(catalog, ref)).join(", ")} by feature; ≠ marks a difference`,
    header: ["Feature", ...meshes.map((ref) => shortName(catalog, ref))],
    rows: rows.map((row) => [name(row), ...meshes.map((ref) => tableCell(catalog, ref, row.feature))]),
    whole: commandFor(meshes, on?.id, true),
  };
}

const groupOptions = (meshes: readonly MeshRef[], { catalog }: Context): readonly Option[] =>
  catalog.groups.map(({ id, name }) => ({ label: name, command: commandFor(meshes, id) }));

function buttonsFor({ meshes, all, same }: Value, { catalog }: Context): readonly Button[] {
  const buttons: Button[] = [];
  if (!all)
    buttons.push({
      label: same > 0 ? "All rows" : "All features",
      command: commandFor(meshes, undefined, true),
    });
  const next = catalog.meshes.find(({ id }) => !meshes.some(({ mesh }) => mesh === id));
  if (next && meshes.length < mostMeshes)
    buttons.push({
      label: `Add ${shortName(catalog, { mesh: next.id })}`,
      command: commandFor([...meshes, { mesh: next.id }]),
    });
  if (meshes.length > 2)
    for (const ref of meshes)
      buttons.push({
        label: `Drop ${shortName(catalog, ref)}`,
        command: commandFor(meshes.filter((it) => it !== ref)),
      });
  return [...buttons.slice(0, 5), { label: "Which fits us?", command: "recommend" }, sourcesButton(meshes)];
}
