/** Ratings: short words with their rater in a table, and below it what better sources hold against them. */
import { type Block, command, join, link, plain, type Run, strong, type Text } from "../../card/card.ts";
import {
  type Catalog,
  cellOf,
  isRated,
  type Mesh,
  type MeshRef,
  meshOf,
  type RatedCell,
  type Statement,
  sourceOf,
} from "../../catalog/catalog.ts";
import { type Placed, statementsIn } from "../../catalog/statements.ts";
import { capital } from "../../text/capital.ts";
import { shortName, typed } from "./footer.ts";

/** A rating is a word or two; anything longer is an observation, told below the table. */
const longestRating = 30;
const mostTold = { brief: 3, full: 6 };

/** `brief` tells a few disputes, the meshes taking turns; `full` tells observations as well. */
type Detail = keyof typeof mostTold;

/** The ratings proper, such as Low or Moderate. */
export const ratingsOf = ({ opinions }: RatedCell): readonly Statement[] =>
  opinions.filter(({ says }) => says.length <= longestRating);

/** “Limited (article), disputed”. */
export function ratingRuns(catalog: Catalog, mesh: Mesh, cell: RatedCell): readonly Run[] {
  return join(
    ratingsOf(cell).map((it) => [
      plain(`${it.says} (${sayer(catalog, mesh, it.by)})${it.dispute ? ", disputed" : ""}`),
    ]),
    "; ",
  );
}

/** What is held against the ratings of these features, one line each, under a heading. */
export function disputes(
  catalog: Catalog,
  refs: readonly MeshRef[],
  features: readonly string[],
  detail: Detail = "full",
): readonly Block[] {
  const each = meshesOf(refs).map((ref) =>
    features.flatMap((feature) => linesOf(catalog, ref, feature, detail)),
  );
  const items = detail === "brief" ? inTurn(each) : each.flat();
  if (items.length === 0) return [];
  const more = items.length - mostTold[detail];
  const told = items.slice(0, more > 1 ? mostTold[detail] : undefined);
  const rest = [plain(`and ${more} more: `), command(disputesOf(refs))];
  return [
    {
      type: "heading",
      text:
        detail === "brief" ? "Where sources disagree" : "Where sources disagree with a rating, or add to it",
    },
    { type: "list", items: more > 1 ? [...told, rest] : told },
  ];
}

/** The command that shows every dispute about these meshes. */
export const disputesOf = (refs: readonly MeshRef[]): string =>
  `sources ${refs.map(typed).join(" ")} disputes`;

/** Ratings are of a mesh, whatever its mode: where several of its modes are named, it is named once. */
const meshesOf = (refs: readonly MeshRef[]): readonly MeshRef[] =>
  [...Map.groupBy(refs, ({ mesh }) => mesh)].map(([mesh, [first, ...others]]) =>
    first && others.length === 0 ? first : { mesh },
  );

/** The first of each, then the second of each, and so on. */
const inTurn = <Item>(each: readonly (readonly Item[])[]): readonly Item[] =>
  Array.from({ length: Math.max(0, ...each.map(({ length }) => length)) }, (_, at) =>
    each.flatMap((items) => items.slice(at, at + 1)),
  ).flat();

function linesOf(catalog: Catalog, ref: MeshRef, feature: string, detail: Detail): readonly Text[] {
  const cell = cellOf(catalog, ref, feature);
  if (!isRated(cell)) return [];
  const mesh = meshOf(catalog, ref.mesh);
  const name = `${shortName(catalog, ref)}, ${ratingName(catalog, feature)}`;
  return cell.opinions
    .filter(
      ({ says, dispute }) => dispute !== undefined || (detail === "full" && says.length > longestRating),
    )
    .map((it) => [strong(`${name}: `), ...opinionRuns(catalog, mesh, it, "undated")]);
}

/** “Security, rated” as “security”. */
const ratingName = (catalog: Catalog, feature: string): string =>
  (catalog.featureById.get(feature)?.name ?? feature).replace(/, rated$/u, "").toLowerCase();

/** Whether the date of the article stands beside it, or is left to the footer. */
type Article = "dated" | "undated";

/** “High (article, 2026-01-07). But: … (Istio project, 2026-08)”. */
export function opinionRuns(
  catalog: Catalog,
  mesh: Mesh | undefined,
  statement: Statement,
  article: Article = "dated",
): readonly Run[] {
  const { dispute } = statement;
  const said = statementRuns(catalog, mesh, statement, article);
  return dispute
    ? [...said, plain(". "), strong("But: "), ...statementRuns(catalog, mesh, dispute, article)]
    : said;
}

/** “Wrong: mTLS is on by default (Linkerd project, 2026-08-20)”. */
function statementRuns(
  catalog: Catalog,
  mesh: Mesh | undefined,
  { says, by, asOf }: Pick<Statement, "says" | "by" | "asOf">,
  article: Article,
): readonly Run[] {
  const { url } = sourceOf(catalog, mesh, by);
  const age = by === "article" && article === "undated" ? "" : `, ${asOf}`;
  return [
    plain(`${says.replace(/[.\s]*$/u, "")} (`),
    link(`${sayer(catalog, mesh, by)}${age}`, url),
    plain(")"),
  ];
}

/** The article is meant so often that it has a short name; the footer says it in full. */
const sayer = (catalog: Catalog, mesh: Mesh | undefined, by: string): string =>
  by === "article" ? "article" : sourceOf(catalog, mesh, by).publisher;

/** Every statement about a mesh that another source denies, as a line each. */
export function disputedLines(catalog: Catalog, { mesh: id }: MeshRef, isNamed: boolean): readonly Text[] {
  const mesh = meshOf(catalog, id);
  return disputedIn(mesh).map(({ path, statement }) => {
    const feature = /^cells\.([^.]+)/u.exec(path)?.[1];
    const about = [
      ...(isNamed ? [shortName(catalog, { mesh: id })] : []),
      ...(feature === undefined ? [] : [ratingName(catalog, feature)]),
    ].join(", ");
    const name = about === "" ? [] : [strong(`${capital(about)}: `)];
    return [...name, ...opinionRuns(catalog, mesh, statement, "undated")];
  });
}

export const disputedIn = (mesh: Mesh): readonly Placed[] =>
  statementsIn(mesh).filter(({ statement }) => statement.dispute !== undefined);
