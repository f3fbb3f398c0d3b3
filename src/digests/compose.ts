/** Composes a digest: one card with what is new for a follow, details apart where they are many. */
import type { Card } from "../card/card.ts";
import { isRetired } from "../catalog/banners.ts";
import type { Catalog } from "../catalog/catalog.ts";
import type { Decision, Follow, Knowing } from "../store/store.ts";
import { decisionCard, digestCard, nothingNewCard } from "./card.ts";
import { dayOf, isEmpty, type News, newsBetween, type Then } from "./news.ts";
import { decisionIn, everything, follows, meshOfTheWeek } from "./subjects.ts";

export type Digest = {
  readonly card: Card;
  /** What the card left out, for the thread below it. */
  readonly details?: Card;
  /** The follow's turn once this is out. */
  readonly turn: number;
};

export type Composer = (follow: Follow, now: Date) => Promise<Digest | undefined>;

export type ComposerParts = {
  readonly current: () => Catalog;
  readonly catalogOf: (snapshot: string) => Promise<Catalog | undefined>;
  /** What the same place follows by other schedules. */
  readonly elsewhere: (follow: Follow) => Promise<readonly string[]>;
  readonly decision: (follow: Follow, number: number) => Promise<Decision | undefined>;
  /** The summary card of a mesh. */
  readonly summary: (mesh: string, now: Date) => Promise<Card>;
};

export function createComposer({
  current,
  catalogOf,
  elsewhere,
  decision,
  summary,
}: ComposerParts): Composer {
  /** A catalog that is not kept any more leaves nothing to compare with. */
  const thenOf = async ({ snapshot, at }: Knowing): Promise<Then> => ({
    catalog: (await catalogOf(snapshot)) ?? current(),
    at,
  });

  async function leanedOn(follow: Follow, now: Then): Promise<readonly { decision: Decision; news: News }[]> {
    const numbers = follow.subjects.flatMap((subject) => decisionIn(subject) ?? []);
    const decided = await Promise.all(numbers.map((number) => decision(follow, number)));
    const then = await thenOf(follow.knowing);
    return decided
      .filter((it) => it !== undefined)
      .map((it) => ({ decision: it, news: newsForDecision(it, then, now) }))
      .filter(({ news }) => !isEmpty(news));
  }

  return async (follow, now) => {
    const catalog = current();
    const present: Then = { catalog, at: now.getTime() };
    const today = dayOf(present.at);
    // A mesh comes once: “all” leaves out those the place follows by name at other times.
    const others = follow.subjects.includes(everything) ? await elsewhere(follow) : [];
    const wanted = (mesh: string) => follows(follow.subjects)(mesh) && !others.includes(mesh);
    const news = newsBetween(await thenOf(follow.knowing), present, wanted);
    const decisions = await leanedOn(follow, present);
    const week = follow.subjects.includes(meshOfTheWeek)
      ? meshOfTurn(catalog, follow.turn, today)
      : undefined;
    const turn = week === undefined ? follow.turn : follow.turn + 1;

    const main = isEmpty(news) ? undefined : digestCard({ news, catalog, today });
    const changed = decisions.map((it) => decisionCard({ ...it, catalog, today }));
    const shown = week === undefined ? [] : [ofTheWeek(await summary(week, now))];
    const cards = [...(main ? [main.card] : []), ...changed, ...shown];
    const [first, ...rest] = cards;
    if (!first)
      return follow.always
        ? { card: nothingNewCard({ follow, catalog, since: dayOf(follow.knowing.at) }), turn }
        : undefined;
    return { card: joined(first, rest), ...(main?.details && { details: main.details }), turn };
  };
}

/** The facts a decision leaned on, and what became of the mesh itself. */
export function newsForDecision({ mesh, features }: Decision, then: Then, now: Then): News {
  const news = newsBetween(then, now, (it) => it === mesh);
  const graveOrNamed = ({ kind, feature }: News["changes"][number]) =>
    feature === undefined
      ? ["status", "licence", "end-of-life", "mesh-removed"].includes(kind)
      : features.includes(feature);
  return { ...news, changes: news.changes.filter(graveOrNamed) };
}

/** Every mesh that may be adopted, one a turn. */
function meshOfTurn(catalog: Catalog, turn: number, today: string): string | undefined {
  const living = catalog.meshes.filter(
    (mesh) => !isRetired(mesh, today) && catalog.overlay?.meshes[mesh.id]?.approval?.state !== "forbidden",
  );
  return living[turn % Math.max(1, living.length)]?.id;
}

const ofTheWeek = (card: Card): Card => ({ ...card, title: `Mesh of the week: ${card.title}` });

/** One message: the first card's title, the others as parts below it. */
const joined = (first: Card, rest: readonly Card[]): Card => ({
  ...first,
  banners: [first, ...rest].flatMap(({ banners }) => banners),
  blocks: [
    ...first.blocks,
    ...rest.flatMap(({ title, blocks }) => [{ type: "heading" as const, text: title }, ...blocks]),
  ],
});
