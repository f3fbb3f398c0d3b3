/** The cards of digests: what changed, mesh by mesh, each change with its source and date. */
import { type Block, type Card, command, join, link, plain, strong, type Text } from "../card/card.ts";
import { bannersFor } from "../catalog/banners.ts";
import { type Catalog, nameOf } from "../catalog/catalog.ts";
import { changeText } from "../commands/present/changes.ts";
import { footer } from "../commands/present/footer.ts";
import type { Decision, Follow } from "../store/store.ts";
import { type Ending, isEmpty, meshesIn, type News } from "./news.ts";
import { subjectNames } from "./subjects.ts";

/** A digest that is longer is read by nobody; the rest goes in its thread. */
const mostPerMesh = 5;

type Parts = { readonly news: News; readonly catalog: Catalog; readonly today: string };

export function digestCard(parts: Parts): { readonly card: Card; readonly details?: Card } {
  const { news, catalog } = parts;
  const refs = meshesIn(news);
  const long = refs.some(({ mesh }) => itemsOf(mesh, news, catalog).length > mostPerMesh);
  const [only] = refs.length === 1 ? refs : [];
  const of = only ? ` of ${only.mesh}` : "";
  const card = newsCard(parts, mostPerMesh, [
    {
      type: "buttons",
      buttons: [
        { label: "All changes", command: `changes since ${news.since}${of}` },
        { label: "What is followed here", command: "following" },
      ],
    },
  ]);
  return long ? { card, details: newsCard(parts, Number.POSITIVE_INFINITY, []) } : { card };
}

function newsCard({ news, catalog, today }: Parts, most: number, end: readonly Block[]): Card {
  const refs = meshesIn(news).filter(({ mesh }) => catalog.meshById.has(mesh));
  const count = news.changes.length + news.endings.length;
  const [only] = refs.length === 1 ? refs : [];
  const what = `${count} ${count === 1 ? "change" : "changes"} since ${news.since}`;
  return {
    title: only ? `${nameOf(catalog, only)}: ${what}` : `Service meshes: ${what}`,
    banners: bannersFor(catalog, refs, today),
    blocks: [
      ...meshesIn(news).flatMap(({ mesh }): readonly Block[] => {
        const items = itemsOf(mesh, news, catalog);
        const left = items.length - most;
        return [
          ...(only ? [] : [{ type: "heading" as const, text: nameIn(catalog, mesh) }]),
          { type: "list", items: items.slice(0, most) },
          ...(left > 0 ? [{ type: "note" as const, text: `${left} more in the thread.` }] : []),
        ];
      }),
      footer(catalog, []),
      ...end,
    ],
  };
}

/** A mesh that left the catalog is known by its id alone. */
const nameIn = (catalog: Catalog, mesh: string) =>
  catalog.meshById.has(mesh) ? nameOf(catalog, { mesh }) : mesh;

const itemsOf = (mesh: string, { changes, endings }: News, catalog: Catalog): readonly Text[] => [
  ...changes.filter((it) => it.mesh === mesh).map((it) => changeText(it, catalog)),
  ...endings.filter((it) => it.mesh === mesh).map(endingText),
];

const endingText = ({ what, date, sources }: Ending): Text => [
  strong(what),
  plain(` ends on ${date} (`),
  ...join(
    sources.slice(0, 1).map(({ publisher, url }) => [link(publisher, url)]),
    ", ",
  ),
  plain(")"),
];

type OfDecision = Parts & { readonly decision: Decision };

/** Sent to where it was decided. */
export const decisionCard = (parts: OfDecision): Card =>
  aboutDecision(parts, `Something that decision ${parts.decision.number} rests on has changed`);

/** For who asks what changed since. */
export const sinceDecisionCard = (parts: OfDecision): Card =>
  aboutDecision(
    parts,
    isEmpty(parts.news)
      ? `Nothing that decision ${parts.decision.number} rests on has changed`
      : `What changed since decision ${parts.decision.number}`,
  );

function aboutDecision(
  { decision: { number, mesh, mode }, news, catalog, today }: OfDecision,
  title: string,
): Card {
  const ref = mode === undefined ? { mesh } : { mesh, mode };
  const items = itemsOf(mesh, news, catalog);
  const chosen = `You chose ${nameIn(catalog, mesh)}.`;
  return {
    title,
    banners: bannersFor(catalog, catalog.meshById.has(mesh) ? [ref] : [], today),
    blocks: [
      {
        type: "paragraph",
        text:
          items.length === 0
            ? `${chosen} The facts it rests on are as they were on ${news.since}.`
            : `${chosen} Since ${news.since}:`,
      },
      ...(items.length === 0 ? [] : [{ type: "list" as const, items }]),
      footer(catalog, []),
      {
        type: "buttons",
        buttons: [
          { label: `Decision ${number}`, command: `decision ${number}`, primary: true },
          ...(catalog.meshById.has(mesh) ? [{ label: "Alternatives", command: `alternatives ${mesh}` }] : []),
        ],
      },
    ],
  };
}

/** For those who asked to hear also that there is nothing to hear. */
export const nothingNewCard = ({
  follow,
  catalog,
  since,
}: {
  readonly follow: Follow;
  readonly catalog: Catalog;
  readonly since: string;
}): Card => ({
  title: "Nothing new",
  banners: [],
  blocks: [
    {
      type: "paragraph",
      text: [
        plain(`Nothing has changed for ${subjectNames(catalog, follow.subjects)} since ${since}. To stop: `),
        command("unfollow everything"),
        plain("."),
      ],
    },
    footer(catalog, []),
  ],
});
