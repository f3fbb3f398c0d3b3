/** A comparison to keep: every cell in full, with its source and date, group by group. */
import type { Context } from "../../bot/command.ts";
import {
  type Block,
  type Card,
  type Cell,
  command,
  join,
  link,
  plain,
  type Run,
  strong,
} from "../../card/card.ts";
import { bannersFor } from "../../catalog/banners.ts";
import {
  type Catalog,
  cellOf,
  type Feature,
  isRated,
  isStated,
  type MeshRef,
  meshOf,
  nameOf,
  sourceOf,
} from "../../catalog/catalog.ts";
import { subjectName } from "../../catalog/find.ts";
import { listed } from "../../text/listed.ts";
import { type Comparison, comparisonOf } from "../parse/comparison.ts";
import { companySays } from "./company.ts";
import { differs, isAsked, suits } from "./compared.ts";
import { footer, shortName } from "./footer.ts";
import { gradeText, toneOf } from "./grades.ts";
import { opinionRuns } from "./ratings.ts";

/** The features of a comparison, all of those asked about; one that is to be kept leaves nothing out. */
export const featuresOf = (catalog: Catalog, { on }: Comparison): readonly Feature[] =>
  catalog.features.filter((feature) => isAsked(feature, on, true));

/** The command that shows the comparison again. */
export const reopens = ({ refs, on }: Comparison): string => comparisonOf(refs, on?.id, on === undefined);

export function documentOf(comparison: Comparison, { catalog, today }: Context): Card {
  const { refs, on } = comparison;
  const features = featuresOf(catalog, comparison);
  const cells = features.flatMap(({ id }) => refs.map((ref) => cellOf(catalog, ref, id)));
  const about = on ? `: ${subjectName(catalog, on).toLowerCase()}` : "";
  return {
    title: `${listed(refs.map((ref) => nameOf(catalog, ref)))}${about}`,
    banners: bannersFor(catalog, refs, today),
    blocks: [
      { type: "paragraph", text: suits(catalog, refs) },
      ...companySays(catalog, refs),
      ...catalog.groups.flatMap(({ id, name }) =>
        tableOf(
          catalog,
          refs,
          name,
          features.filter(({ group }) => group === id),
        ),
      ),
      {
        type: "note",
        text: [
          plain(`≠ marks a difference. Written on ${today}. To see it as it is now, ask: `),
          command(reopens(comparison)),
        ],
      },
      footer(catalog, cells),
    ],
  };
}

function tableOf(
  catalog: Catalog,
  refs: readonly MeshRef[],
  group: string,
  features: readonly Feature[],
): readonly Block[] {
  if (features.length === 0) return [];
  return [
    { type: "heading", text: group },
    {
      type: "table",
      caption: `${group}: ${refs.map((ref) => nameOf(catalog, ref)).join(", ")}`,
      header: ["Feature", ...refs.map((ref) => shortName(catalog, ref))],
      rows: features.map(({ id, name }) => [
        { text: differs(catalog, refs, id) ? [strong(`≠ ${name}`)] : name },
        ...refs.map((ref) => fullCell(catalog, ref, id)),
      ]),
    },
  ];
}

/** “✓ Yes, opt-in. Per namespace. (Istio project, 2026-08-22, 1.30)”. */
function fullCell(catalog: Catalog, ref: MeshRef, feature: string): Cell {
  const mesh = meshOf(catalog, ref.mesh);
  const cell = cellOf(catalog, ref, feature);
  if (isRated(cell))
    return {
      text: join(
        cell.opinions.map((it) => opinionRuns(catalog, mesh, it)),
        "; ",
      ),
    };
  const cited = join(
    cell.sources.map((key): Run[] => {
      const { publisher, url } = sourceOf(catalog, mesh, key);
      return [link(publisher, url)];
    }),
    ", ",
  );
  const told = cell.note === undefined ? "" : `. ${cell.note}`;
  const age = [cell.asOf, cell.version].filter((it) => it !== undefined).join(", ");
  const said = isStated(cell) ? cell.value : gradeText(cell);
  return {
    text: [plain(`${said}${told} (`), ...cited, plain(`, ${age})`)],
    ...(!isStated(cell) && { tone: toneOf(cell.grade) }),
  };
}
