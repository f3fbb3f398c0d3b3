/** `decisions` and `decision <number>`: what was decided here, as a record, and what changed since. */
import type { File, Json } from "../bot/ask.ts";
import { type Context, type Parsed, parsed } from "../bot/command.ts";
import { type Problem, problem } from "../bot/problem.ts";
import type { Session } from "../bot/state.ts";
import { defineStatefulCommand } from "../bot/stateful.ts";
import { type Card, plain, strong, type Text } from "../card/card.ts";
import { bannersFor } from "../catalog/banners.ts";
import { sinceDecisionCard } from "../digests/card.ts";
import { newsForDecision } from "../digests/compose.ts";
import type { News } from "../digests/news.ts";
import type { Decision } from "../store/store.ts";
import { adrName, adrOf } from "./present/adr.ts";
import { decidedOn, decisionCard, nameIn, refIn } from "./present/decision.ts";

const mostListed = 20;

type List = { readonly decisions: readonly Decision[] };

export const decisions = defineStatefulCommand<null, List>({
  name: "decisions",
  summary: "List what was decided in this workspace",
  usage: "",
  examples: ["decisions"],
  parse: () => parsed(null),
  overhear: (text) => (/^what (?:have|did) we decided?(?: on)?$/iu.test(text) ? parsed(null) : undefined),
  looks: true,
  perform: async (_, __, { state, from }) => ({
    decisions: await state.store.decisions.list(from.place.tenant, from.place.platform, mostListed),
  }),
  present: listCard,
});

function listCard({ decisions: all }: List, { catalog, today }: Context): Card {
  if (all.length === 0)
    return {
      title: "Nothing was decided yet",
      banners: [],
      blocks: [
        {
          type: "paragraph",
          text: "When you have chosen, type decide, the mesh, because, and why. The facts it rests on are kept with it.",
        },
      ],
    };
  const living = all.map(refIn).filter(({ mesh }) => catalog.meshById.has(mesh));
  return {
    title: "Decisions",
    banners: bannersFor(catalog, living, today),
    blocks: [
      {
        type: "list",
        items: all.map(
          (it): Text => [
            strong(`${it.number}. ${nameIn(catalog, refIn(it))}`),
            plain(` (${decidedOn(it)}): ${brief(it.reason)}`),
          ],
        ),
      },
      {
        type: "select",
        label: "Open a decision",
        options: all.map((it) => ({
          label: `${it.number}. ${nameIn(catalog, refIn(it))}`,
          command: `decision ${it.number}`,
        })),
      },
    ],
  };
}

const brief = (reason: string) => (reason.length > 160 ? `${reason.slice(0, 159).trimEnd()}…` : reason);

type Query = {
  /** Undefined: the newest. */
  readonly number?: number;
  readonly want: "card" | "adr" | "changes";
};
type Value = { readonly decision: Decision; readonly adr?: string; readonly news?: News } & {
  readonly [key: string]: Json | undefined;
};

export const decision = defineStatefulCommand<Query, Value>({
  name: "decision",
  summary: "Show a decision, as a record, or what changed since",
  usage: "<number> [as adr|changes]",
  examples: ["decision 1", "decision 1 as adr", "what changed since we decided?"],
  parse: read,
  overhear: (text) =>
    /^what(?:'s| has| is)? (?:new|changed|different) since (?:we decided|(?:the|our) decision)(?: (\d+))?$/iu.test(
      text,
    )
      ? parsed({ ...numberIn(text), want: "changes" as const })
      : undefined,
  perform,
  looks: true,
  present,
  file: ({ decision: it, adr }): File | undefined =>
    adr === undefined ? undefined : { name: adrName(it), text: adr },
});

const numberIn = (text: string): Pick<Query, "number"> => {
  const found = /\b(\d{1,9})\b/u.exec(text)?.[1];
  return found === undefined ? {} : { number: Number(found) };
};

function read(text: string): Parsed<Query> | Problem {
  const match =
    /^(?:no\.? ?|number |#)?(\d{1,9})?\s*(?:(as (?:an? )?(?:adr|madr|markdown|record|md)|adr)|(changes?|diff|since))?$/iu.exec(
      text.trim(),
    );
  if (!match || text.trim() === "")
    return problem("usage", "Which decision?", "Give its number, such as decision 1.", [
      { label: "All decisions", command: "decisions" },
    ]);
  const want = match[2] !== undefined ? "adr" : match[3] !== undefined ? "changes" : "card";
  return parsed({ ...numberIn(match[1] ?? ""), want });
}

async function perform(
  { number, want }: Query,
  { catalog }: Context,
  { state, from, now }: Session,
): Promise<Value | Problem> {
  const { tenant, platform } = from.place;
  const found =
    number === undefined
      ? (await state.store.decisions.list(tenant, platform, 1))[0]
      : await state.store.decisions.get(tenant, platform, number);
  if (!found)
    return number === undefined
      ? problem("unknown", "Nothing was decided yet", "Type decide, the mesh, because, and why.")
      : problem("unknown", `There is no decision ${number}`, "See what was decided.", [
          { label: "All decisions", command: "decisions" },
        ]);
  if (want === "card") return { decision: found };
  const then = await state.catalogOf(found.knowing.snapshot);
  if (want === "adr") return { decision: found, adr: adrOf(found, then, catalog) };
  const present = { catalog, at: now.getTime() };
  return {
    decision: found,
    news: newsForDecision(found, { catalog: then ?? catalog, at: found.knowing.at }, present),
  };
}

function present({ decision: it, adr, news }: Value, context: Context): Card {
  if (news) return sinceDecisionCard({ decision: it, news, catalog: context.catalog, today: context.today });
  const card = decisionCard(it, context);
  if (adr === undefined) return card;
  return {
    ...card,
    title: `Decision ${it.number} as a record`,
    blocks: [
      { type: "paragraph", text: `${adrName(it)}, in the form of MADR. Keep it beside your code.` },
      { type: "buttons", buttons: [{ label: `Decision ${it.number}`, command: `decision ${it.number}` }] },
    ],
  };
}
