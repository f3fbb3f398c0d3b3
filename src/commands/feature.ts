/** `feature`: what a feature means, and which meshes have it. */
import { type Context, defineCommand, type Parsed, parsed } from "../bot/command.ts";
import { isProblem, type Problem, problem } from "../bot/problem.ts";
import { type Block, type Card, plain, strong, type Text } from "../card/card.ts";
import { bannersFor, isRetired } from "../catalog/banners.ts";
import {
  cellOf,
  type Feature,
  featureOf,
  isGraded,
  isRated,
  type MeshRef,
  meshOf,
  nameOf,
} from "../catalog/catalog.ts";
import type { Subject } from "../catalog/find.ts";
import { listed } from "../text/listed.ts";
import { readMeshes } from "./parse/meshes.ts";
import { featureQuestion } from "./parse/questions.ts";
import { readSubject } from "./parse/subjects.ts";
import { cellJson, evidenceRuns, tableCell } from "./present/cells.ts";
import { factButtons, footer, shortName, typed } from "./present/footer.ts";
import { answerOf, verdictOf } from "./present/grades.ts";
import { disputes } from "./present/ratings.ts";

/** Fewer meshes than these need no summary. */
const fewMeshes = 4;

/** `refs` empty: every mesh. */
type Query = { readonly subject: Subject; readonly refs: readonly MeshRef[] };
type Value = {
  readonly subject: Subject;
  readonly meshes: readonly MeshRef[];
  readonly cells: readonly ReturnType<typeof cellJson>[];
};

export const feature = defineCommand<Query, Value>({
  name: "feature",
  starter: true,
  aliases: ["features", "supports"],
  summary: "Say what a feature means and which meshes have it",
  usage: "<feature or group> [of <mesh> …]",
  examples: [
    "feature rate limiting",
    "who supports wasm?",
    "does linkerd support rate limiting?",
    "what is outlier detection?",
  ],
  parse: (text, context) => {
    const [, subject = text, meshes = ""] = /^(.+?) (?:of|in|for|on|with) (.+)$/iu.exec(text) ?? [];
    const whole = context.find.exactSubject(text);
    return whole ? parsed({ subject: whole, refs: [] }) : read(subject, meshes, context);
  },
  overhear: (text, context) => {
    const question = featureQuestion(text, context);
    return question && read(question.subject, question.meshes, context);
  },
  answer: ({ subject, refs }, { catalog }) => {
    const meshes = refs.length > 0 ? refs : catalog.meshes.map(({ id }) => ({ mesh: id }));
    const cells =
      subject.kind === "feature"
        ? withModes(meshes, subject.id, catalog).map((ref) => cellJson(catalog, ref, subject.id))
        : meshes.length === catalog.meshes.length
          ? []
          : catalog.features
              .filter(({ group }) => group === subject.id)
              .flatMap(({ id }) => meshes.map((ref) => cellJson(catalog, ref, id)));
    return { subject, meshes: refs, cells };
  },
  present: (value, context) =>
    value.subject.kind === "group" ? groupCard(value, context) : featureCard(value, context),
  again: ({ subject, refs }) =>
    `feature ${subject.id}${refs.length > 0 ? ` of ${refs.map(typed).join(" ")}` : ""}`,
  topic: ({ refs }) => ({ meshes: refs, needs: "" }),
});

function read(words: string, meshes: string, context: Context): Parsed<Query> | Problem {
  if (words.trim() === "")
    return problem(
      "usage",
      "Which feature?",
      "Name one, such as feature mtls, or choose a group.",
      context.catalog.groups.map(({ id, name }) => ({ label: name, command: `feature ${id}` })),
    );
  const subject = readSubject(words, context, (id) => `feature ${id}${meshes === "" ? "" : ` of ${meshes}`}`);
  if (isProblem(subject)) return subject;
  const named =
    meshes === ""
      ? { refs: [], assumed: [] }
      : readMeshes(meshes, context, (better) => `feature ${subject.query.id} of ${better}`);
  if (isProblem(named)) return named;
  return parsed({ subject: subject.query, refs: named.refs }, [...named.assumed, ...subject.assumed]);
}

function groupCard({ subject, meshes }: Value, { catalog, today }: Context): Card {
  const features = catalog.features.filter(({ group }) => group === subject.id);
  const name = catalog.groups.find(({ id }) => id === subject.id)?.name ?? subject.id;
  const of = meshes.length > 0 ? ` of ${meshes.map(typed).join(" ")}` : "";
  return {
    title: [...meshes.map((ref) => shortName(catalog, ref)), name].join(", ").replace(/, ([^,]*)$/u, ": $1"),
    banners: bannersFor(catalog, meshes, today),
    blocks: [
      meshes.length > 0
        ? {
            type: "table",
            caption: "What is known, feature by feature",
            header: ["Feature", ...meshes.map((ref) => shortName(catalog, ref))],
            rows: features.map(({ id, name }) => [
              { text: name },
              ...meshes.map((ref) => tableCell(catalog, ref, id)),
            ]),
          }
        : { type: "facts", facts: features.map(({ name, meaning }) => ({ label: name, value: meaning })) },
      {
        type: "select",
        label: "Who has…",
        options: features.map(({ id, name }) => ({ label: name, command: `feature ${id}${of}` })),
      },
      footer(
        catalog,
        features.flatMap(({ id }) => meshes.map((ref) => cellOf(catalog, ref, id))),
      ),
      {
        type: "buttons",
        buttons: meshes.length > 0 ? factButtons(meshes) : [{ label: "Wrong fact?", command: "report" }],
      },
    ],
  };
}

function featureCard({ subject, meshes }: Value, { catalog, today }: Context): Card {
  const asked = featureOf(catalog, subject.id);
  const refs: readonly MeshRef[] =
    meshes.length > 0 ? meshes : catalog.meshes.map(({ id }) => ({ mesh: id }));
  const cells = refs.map((ref) => cellOf(catalog, ref, asked.id));
  const [only] = refs.length === 1 ? refs : [];
  return {
    title: only ? `${nameOf(catalog, only)}: ${asked.name}` : asked.name,
    banners: bannersFor(catalog, refs, today),
    blocks: [
      ...(only ? verdict(only, asked, catalog) : []),
      { type: "paragraph", text: [plain(`${asked.meaning} `), strong("Why it matters: "), plain(asked.why)] },
      ...(only
        ? modeRows(only, asked, catalog)
        : [...whoHas(refs, asked, { catalog, today }), tableOf(refs, asked, catalog)]),
      ...disputes(catalog, refs, [asked.id]),
      footer(catalog, cells),
      {
        type: "buttons",
        buttons: only
          ? [
              { label: "Every mesh", command: `feature ${asked.id}` },
              { label: `Show ${shortName(catalog, only)}`, command: `show ${typed(only)}` },
              ...factButtons([only], asked.id),
            ]
          : [
              { label: "Which fits us?", command: "recommend" },
              ...(meshes.length > 0
                ? factButtons(meshes, asked.id)
                : [{ label: "Wrong fact?", command: `report ${asked.id}` }]),
            ],
      },
    ],
  };
}

/** The answer to “does it?”, first thing on the card. */
function verdict(ref: MeshRef, { id }: Feature, catalog: Context["catalog"]): readonly Block[] {
  const cell = cellOf(catalog, ref, id);
  const lead = isGraded(cell) ? [strong(`${verdictOf[cell.grade]}. `)] : [];
  return [{ type: "paragraph", text: [...lead, ...evidenceRuns(catalog, ref, id)] }];
}

/** A line for each answer with the meshes that give it, before the table tells more; of many meshes only. */
function whoHas(
  refs: readonly MeshRef[],
  { id, kind }: Feature,
  { catalog, today }: Pick<Context, "catalog" | "today">,
): readonly Block[] {
  const kept = refs.filter(({ mesh }) => !isRetired(meshOf(catalog, mesh), today));
  if (kind !== "graded" || kept.length < fewMeshes) return [];
  const saying = Map.groupBy(kept, (ref) => {
    const cell = cellOf(catalog, ref, id);
    return isGraded(cell) ? answerOf[cell.grade] : "";
  });
  const items = [...new Set(Object.values(answerOf))].flatMap((answer): Text[] => {
    const names = saying.get(answer)?.map((ref) => shortName(catalog, ref)) ?? [];
    return names.length === 0 ? [] : [[strong(`${answer}: `), plain(listed(names))]];
  });
  return [
    { type: "heading", text: "Of the meshes that are maintained" },
    { type: "list", items },
  ];
}

/** Where a mesh's modes differ, each mode's answer. */
function modeRows(ref: MeshRef, { id }: Feature, catalog: Context["catalog"]): readonly Block[] {
  const cell = cellOf(catalog, { mesh: ref.mesh }, id);
  if (ref.mode !== undefined || !isGraded(cell) || !cell.modes) return [];
  return [
    {
      type: "facts",
      facts: Object.keys(cell.modes).map((mode) => ({
        label: nameOf(catalog, { mesh: ref.mesh, mode }),
        value: tableCell(catalog, { mesh: ref.mesh, mode }, id).text,
      })),
    },
  ];
}

/** Each mesh, and after it those of its modes of which something else is so. */
const withModes = (
  refs: readonly MeshRef[],
  feature: string,
  catalog: Context["catalog"],
): readonly MeshRef[] =>
  refs.flatMap((ref) => {
    const cell = cellOf(catalog, ref, feature);
    const modes = ref.mode === undefined && isGraded(cell) ? Object.keys(cell.modes ?? {}) : [];
    return [ref, ...modes.map((mode) => ({ mesh: ref.mesh, mode }))];
  });

function tableOf(refs: readonly MeshRef[], asked: Feature, catalog: Context["catalog"]): Block {
  const asOf = (ref: MeshRef) => {
    const cell = cellOf(catalog, ref, asked.id);
    return isRated(cell) ? (cell.opinions[0]?.asOf ?? "") : cell.asOf;
  };
  return {
    type: "table",
    caption: `${asked.name}, mesh by mesh`,
    header: ["Mesh", asked.name, "As of"],
    rows: withModes(refs, asked.id, catalog).map((ref) => [
      { text: [strong(nameOf(catalog, ref))] },
      tableCell(catalog, ref, asked.id),
      { text: asOf(ref) },
    ]),
  };
}
