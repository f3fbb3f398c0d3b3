/** Advice as a card: the pick in a sentence, its reasons, what it costs, and what would change it. */
import type { Advice, Evidence, Ranked, Reference } from "../../advisor/advice.ts";
import type { Need } from "../../advisor/need.ts";
import type { Context } from "../../bot/command.ts";
import {
  type Block,
  type Button,
  type Card,
  link,
  plain,
  type Run,
  strong,
  type Text,
} from "../../card/card.ts";
import { bannersFor } from "../../catalog/banners.ts";
import { meshOf, nameOf, sourceOf } from "../../catalog/catalog.ts";
import { capital } from "../../text/capital.ts";
import { listed } from "../../text/listed.ts";
import { note, refOf, retiredNamed, ruledOut, understood } from "./advice-parts.ts";
import { shortName, typed, wrongFact } from "./footer.ts";
import { noMeshCard, offTopicCard, unsureCard } from "./no-pick.ts";

const mostListed = 5;

export function adviceCard(advice: Advice, context: Context): Card {
  switch (advice.verdict) {
    case "fit":
      return fitCard(advice, context);
    case "no-mesh":
      return noMeshCard(advice, context);
    case "unsure":
      return unsureCard(advice, context);
    case "off-topic":
      return offTopicCard(context);
  }
}

function fitCard(advice: Advice, context: Context): Card {
  const { catalog, today } = context;
  const [first, second] = advice.ranking;
  if (!first) return unsureCard(advice, context);
  const top = advice.ranking.slice(0, 2).map(refOf);
  const name = nameOf(catalog, refOf(first));
  const tied = advice.ties.length > 0;
  return {
    title: tied ? `${name} fits, and ${tiedWith(advice, context)} as well` : `${name} fits best`,
    banners: bannersFor(catalog, [...top, ...retiredNamed(advice)], today),
    blocks: [
      { type: "paragraph", text: pick(first, advice.needs, context) },
      ...understood(advice, context),
      ...evidence("Why", first.met, advice.needs, context),
      ...evidence("What you give up", first.missed, advice.needs, context),
      ...unknowns(first, context),
      ...(second ? [{ type: "paragraph" as const, text: runnerUp(second, context) }] : []),
      ...ruledOut(advice),
      ...changes(advice, context),
      note(context),
      { type: "buttons", buttons: fitButtons(advice, context) },
      ...dropNeed(advice.needs, context),
    ],
  };
}

function tiedWith({ ranking, ties }: Advice, { catalog }: Context): string {
  const others = ranking.slice(1).filter(({ mesh }) => ties.includes(mesh));
  return listed(others.map((it) => shortName(catalog, refOf(it)))) || "another";
}

function pick(first: Ranked, needs: readonly Need[], { catalog }: Context): Text {
  const asked = needs.filter(({ strength }) => strength !== "ignore").length;
  const met = first.met.length;
  const part = met >= asked ? "everything" : `${met} of the ${asked} things`;
  const said = met === 0 ? "comes closest" : `meets ${part} you asked for`;
  return [
    strong(nameOf(catalog, refOf(first))),
    plain(` ${said}. It suits ${meshOf(catalog, first.mesh).suits}.`),
  ];
}

/** Needs with what shows that they are met, or are not. */
export function evidence(
  title: string,
  found: readonly Evidence[],
  needs: readonly Need[],
  { advisor, catalog }: Context,
): readonly Block[] {
  if (found.length === 0) return [];
  const items = found
    .slice(0, mostListed)
    .map(
      ({ need, evidence: said, sources: [source], asOf }): Text => [
        ...told(
          capital(advisor.nameOf(needs.find(({ id }) => id === need) ?? { id: need, polarity: "want" })),
          said,
        ),
        plain(" ("),
        link(titleOf(source, catalog), source?.url),
        plain(`, ${asOf})`),
      ],
    );
  const more = found.length - items.length;
  return [
    { type: "heading", text: title },
    { type: "list", items: more > 0 ? [...items, `and ${more} more`] : items },
  ];
}

/** A need and what shows it, without saying a name twice: “Mutual TLS: yes, by default”. */
function told(name: string, said: string): readonly Run[] {
  const same = said.toLowerCase().startsWith(`${name.toLowerCase()}: `);
  return [strong(name), plain(`: ${same ? said.slice(name.length + 2) : said}`)];
}

/** The article’s long title would drown what it says: its author stands for it. */
function titleOf(source: Reference | undefined, catalog: Context["catalog"]): string {
  const article = sourceOf(catalog, undefined, "article");
  return source?.title === article.title ? article.publisher : (source?.title ?? "source");
}

function unknowns({ unknown }: Ranked, { advisor }: Context): readonly Block[] {
  if (unknown.length === 0) return [];
  const names = unknown.map((id) => advisor.nameOf({ id, polarity: "want" }));
  return [{ type: "note", text: `Not known, so neither for nor against it: ${names.join(", ")}.` }];
}

function runnerUp(second: Ranked, { catalog, advisor }: Context): Text {
  const lacks = second.missed.map(({ need }) => advisor.nameOf({ id: need, polarity: "want" })).slice(0, 3);
  const why = lacks.length > 0 ? `it falls short on ${lacks.join(", ")}` : "it meets the same, less fully";
  return [strong("Runner-up: "), plain(`${nameOf(catalog, refOf(second))}; ${why}.`)];
}

function changes({ flips = [] }: Advice, { catalog }: Context): readonly Block[] {
  if (flips.length === 0) return [];
  const items = flips
    .slice(0, 4)
    .map(
      ({ change, leader }): Text => [
        plain(`${capital(change)}, `),
        strong(shortName(catalog, { mesh: leader })),
        plain(" leads."),
      ],
    );
  return [
    { type: "heading", text: "What would change this" },
    { type: "list", items },
  ];
}

function dropNeed(needs: readonly Need[], { advisor }: Context): readonly Block[] {
  if (needs.length < 2) return [];
  const options = needs.map((need) => ({
    label: `Without: ${advisor.nameOf(need)}`,
    command: `recommend ${without(need, needs, advisor)}`,
  }));
  return [{ type: "select", label: "Drop a need…", options }];
}

/** The sentence of the other needs; one that would follow from them is said not to matter. */
function without(dropped: Need, needs: readonly Need[], advisor: Context["advisor"]): string {
  const left = needs.filter((it) => it !== dropped);
  const sentence = advisor.sentenceOf(left);
  const returns = advisor
    .read(sentence)
    .needs.some(({ id, polarity }) => id === dropped.id && polarity === dropped.polarity);
  return returns ? advisor.sentenceOf([...left, { ...dropped, strength: "ignore" }]) : sentence;
}

function fitButtons({ ranking }: Advice, { catalog }: Context): readonly Button[] {
  const [first, second] = ranking.map(refOf);
  if (!first) return [];
  return [
    ...(second
      ? [
          {
            label: "Compare the top two",
            command: `compare ${typed(first)} ${typed(second)}`,
            primary: true as const,
          },
        ]
      : []),
    { label: `Install ${shortName(catalog, { mesh: first.mesh })}`, command: `install ${first.mesh}` },
    { label: "Start over", command: "recommend" },
    wrongFact(first),
  ];
}
