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
import { shortName, typed } from "./footer.ts";

/** A rating is a word or two; anything longer is an observation, told below the table. */
const longestRating = 30;
const mostTold = 6;

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

/** Every dispute and observation about these features, one line each, under a heading. */
export function disputes(
  catalog: Catalog,
  refs: readonly MeshRef[],
  features: readonly string[],
): readonly Block[] {
  const items = refs.flatMap((ref) =>
    features.flatMap((feature): Text[] => {
      const cell = cellOf(catalog, ref, feature);
      if (!isRated(cell)) return [];
      const mesh = meshOf(catalog, ref.mesh);
      const name = `${shortName(catalog, ref)}, ${catalog.featureById
        .get(feature)
        ?.name.replace(/, rated$/u, "")
        .toLowerCase()}`;
      return cell.opinions
        .filter(({ says, dispute }) => dispute !== undefined || says.length > longestRating)
        .map((it) => [
          strong(`${name}: `),
          ...(it.dispute ? opinionRuns(catalog, mesh, it) : statementRuns(catalog, mesh, it)),
        ]);
    }),
  );
  if (items.length === 0) return [];
  const more = items.length - mostTold;
  const told = items.slice(0, more > 1 ? mostTold : undefined);
  const rest = [plain(`and ${more} more: `), command(`sources ${refs.map(typed).join(" ")}`)];
  return [
    { type: "heading", text: "Where sources disagree with a rating, or add to it" },
    { type: "list", items: more > 1 ? [...told, rest] : told },
  ];
}

/** “High (article, 2026-01-07). But: … (Istio project, 2026-08)”. */
export function opinionRuns(catalog: Catalog, mesh: Mesh | undefined, statement: Statement): readonly Run[] {
  const { dispute } = statement;
  const said = statementRuns(catalog, mesh, statement);
  return dispute ? [...said, plain(". "), strong("But: "), ...statementRuns(catalog, mesh, dispute)] : said;
}

/** “Wrong: mTLS is on by default (Linkerd project, 2026-08-20)”. */
function statementRuns(
  catalog: Catalog,
  mesh: Mesh | undefined,
  { says, by, asOf }: Pick<Statement, "says" | "by" | "asOf">,
): readonly Run[] {
  const { url } = sourceOf(catalog, mesh, by);
  return [
    plain(`${says.replace(/[.\s]*$/u, "")} (`),
    link(`${sayer(catalog, mesh, by)}, ${asOf}`, url),
    plain(")"),
  ];
}

/** The article is meant so often that it has a short name; the footer says it in full. */
const sayer = (catalog: Catalog, mesh: Mesh | undefined, by: string): string =>
  by === "article" ? "article" : sourceOf(catalog, mesh, by).publisher;
