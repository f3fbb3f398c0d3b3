/** `home`: what is new, decided and followed, and where to begin, on one card. */
import type { Json } from "../bot/ask.ts";
import { type Context, parsed } from "../bot/command.ts";
import { problem } from "../bot/problem.ts";
import type { Session } from "../bot/state.ts";
import { defineStatefulCommand } from "../bot/stateful.ts";
import { type Block, type Card, link, plain, runs, strong, type Text } from "../card/card.ts";
import { bannersFor } from "../catalog/banners.ts";
import { type MeshRef, meshOf, sourceOf } from "../catalog/catalog.ts";
import { daysAfter } from "../catalog/dates.ts";
import type { Change } from "../catalog/diff.ts";
import type { Event } from "../catalog/events.ts";
import { wordsOf } from "../digests/schedule.ts";
import { subjectNames } from "../digests/subjects.ts";
import type { Decision, Follow } from "../store/store.ts";
import { capital } from "../text/capital.ts";
import { changesSince } from "./changes.ts";
import { changeText } from "./present/changes.ts";
import { decidedOn, nameIn, refIn } from "./present/decision.ts";
import { footer, shortName } from "./present/footer.ts";
import { momentIn } from "./present/moment.ts";

type Value = {
  readonly since: string;
  readonly events: readonly Event[];
  readonly changes: readonly Change[];
  /** Both absent where nothing is kept. */
  readonly decisions?: readonly Decision[];
  readonly follows?: readonly Follow[];
} & { readonly [key: string]: Json | undefined };

/** News is of the last days, as many as these. */
const days = 30;
const most = { changes: 3, events: 5, decisions: 3, follows: 3 };

export const home = defineStatefulCommand<null, Value>({
  name: "home",
  summary: "Show what is new, decided and followed, and where to begin",
  usage: "",
  examples: ["home"],
  parse: (text) =>
    text === ""
      ? parsed(null)
      : problem("usage", "Home stands alone", "Type home, and nothing after it.", [
          { label: "Home", command: "home" },
        ]),
  looks: true,
  perform,
  without: (_, context) => newsFor(context),
  present,
});

async function perform(_: null, context: Context, { state, from }: Session): Promise<Value> {
  const { tenant, platform } = from.place;
  const [decisions, follows] = await Promise.all([
    state.store.decisions.list(tenant, platform, most.decisions),
    state.store.follows.of(from.place),
  ]);
  return { ...newsFor(context), decisions, follows };
}

function newsFor(context: Context): Value {
  const { since, events, changes } = changesSince(daysAfter(context.today, -days), context);
  const newest = events
    .filter(({ date }) => date <= context.today)
    .toSorted((a, b) => (a.date < b.date ? 1 : -1));
  return { since, events: newest.slice(0, most.events), changes: changes.slice(0, most.changes) };
}

function present(value: Value, context: Context): Card {
  const { catalog, today } = context;
  return {
    title: "Mesh Advisor",
    banners: bannersFor(catalog, namedIn(value, context), today),
    blocks: [
      { type: "paragraph", text: "Ask in your own words, or begin here." },
      {
        type: "buttons",
        buttons: [
          { label: "Which mesh fits us?", command: "recommend", primary: true },
          { label: "Compare…", command: "compare" },
          { label: "All meshes", command: "list" },
          { label: "Help", command: "help" },
        ],
      },
      {
        type: "select",
        label: "Look up a mesh or a feature",
        options: catalog.meshes.map(({ id, name }) => ({ label: name, command: `show ${id}` })),
        suggests: "names",
      },
      ...newsBlocks(value, context),
      ...(value.decisions ? decided(value.decisions, context) : []),
      ...(value.follows ? followed(value.follows, context) : []),
      footer(catalog, []),
    ],
  };
}

const namedIn = ({ events, changes, decisions = [] }: Value, { catalog }: Context): readonly MeshRef[] =>
  [...events, ...changes, ...decisions.map(refIn)]
    .map(({ mesh }) => ({ mesh }))
    .filter(({ mesh }) => catalog.meshById.has(mesh));

function newsBlocks({ since, events, changes }: Value, { catalog }: Context): readonly Block[] {
  const happened = events.map(({ mesh, date, what, sources: [source = ""] }): Text => {
    const { url } = sourceOf(catalog, meshOf(catalog, mesh), source);
    return [
      strong(`${shortName(catalog, { mesh })}: `),
      plain(`${what} (`),
      link("source", url),
      plain(`, ${date})`),
    ];
  });
  const changed = changes
    .filter(({ mesh }) => catalog.meshById.has(mesh))
    .map(
      (change): Text => [
        strong(`${shortName(catalog, { mesh: change.mesh })}: `),
        ...runs(changeText(change, catalog)).map((run) => (run.kind === "strong" ? plain(run.text) : run)),
      ],
    );
  const items = [...happened, ...changed];
  return [
    { type: "heading", text: "New in the last 30 days" },
    items.length > 0 ? { type: "list", items } : { type: "paragraph", text: "Nothing is known." },
    { type: "buttons", buttons: [{ label: "Everything new", command: `changes since ${since}` }] },
  ];
}

function decided(decisions: readonly Decision[], { catalog }: Context): readonly Block[] {
  if (decisions.length === 0) return [];
  return [
    { type: "heading", text: "Decided" },
    {
      type: "list",
      items: decisions.map(
        (it): Text => [
          strong(`${it.number}. ${nameIn(catalog, refIn(it))}`),
          plain(` (${decidedOn(it)}): ${brief(it.reason)}`),
        ],
      ),
    },
    { type: "buttons", buttons: [{ label: "All decisions", command: "decisions" }] },
  ];
}

const brief = (reason: string) => (reason.length > 120 ? `${reason.slice(0, 119).trimEnd()}…` : reason);

function followed(follows: readonly Follow[], { catalog }: Context): readonly Block[] {
  const items = follows
    .slice(0, most.follows)
    .map(
      ({ subjects, schedule, paused, dueAt }): Text => [
        strong(capital(subjectNames(catalog, subjects))),
        plain(`: ${wordsOf(schedule)}. ${paused ? "Paused." : `Next: ${momentIn(dueAt, schedule.zone)}.`}`),
      ],
    );
  return [
    { type: "heading", text: "Followed here" },
    items.length > 0
      ? { type: "list", items }
      : { type: "paragraph", text: "Nothing yet. News of meshes can come here." },
    {
      type: "buttons",
      buttons: [
        items.length > 0
          ? { label: "What is followed here", command: "following" }
          : { label: "Follow all, on change", command: "follow all on change" },
      ],
    },
  ];
}
