/** The card of changes: which facts the catalog tells differently, and what happened to each mesh. */
import type { Context } from "../../bot/command.ts";
import {
  type Block,
  type Card,
  command,
  join,
  link,
  plain,
  type Run,
  runs,
  strong,
  type Text,
} from "../../card/card.ts";
import { bannersFor } from "../../catalog/banners.ts";
import { meshOf, sourceOf } from "../../catalog/catalog.ts";
import type { Change } from "../../catalog/diff.ts";
import { type Event, eventsOf } from "../../catalog/events.ts";
import { capital } from "../../text/capital.ts";
import { factButtons, footer, shortName } from "./footer.ts";
import { gradeWords } from "./grades.ts";

export type Changes = {
  readonly since: string;
  /** The version of the catalog that was named in place of a day. */
  readonly version?: string;
  /** The meshes that were named; empty where all were meant. */
  readonly asked: readonly string[];
  /** The version of the catalog that the present one is held against. */
  readonly from?: { readonly version: string; readonly date: string };
  /** The meshes with something to tell, and how much more each has. */
  readonly meshes: readonly { readonly id: string; readonly leftOut: number }[];
  readonly events: readonly Event[];
  readonly changes: readonly Change[];
};

/** More meshes than these are told with their newest alone, where there is too much of them. */
const mostInFull = 6;

const isOverview = ({ meshes }: Changes): boolean =>
  meshes.length > mostInFull && meshes.some(({ leftOut }) => leftOut > 0);

export function changesCard(value: Changes, context: Context): Card {
  const { catalog, today } = context;
  const { since, asked, meshes, changes } = value;
  const gone = changes.filter(({ kind }) => kind === "mesh-removed");
  const [only] = asked.length === 1 ? asked : [];
  return {
    title: only ? `${meshOf(catalog, only).name}: changes since ${since}` : `Changes since ${since}`,
    banners: bannersFor(
      catalog,
      [...asked, ...meshes.map(({ id }) => id)].map((mesh) => ({ mesh })),
      today,
    ),
    blocks: [
      ...(meshes.length + gone.length === 0
        ? [{ type: "paragraph" as const, text: nothing(asked, catalog, today) }]
        : []),
      ...(isOverview(value) ? overview(value, context) : meshes.flatMap((it) => inFull(it, value, context))),
      ...(gone.length > 0
        ? [
            { type: "heading" as const, text: "No longer in the catalog" },
            { type: "list" as const, items: gone.map(({ what }) => what) },
          ]
        : []),
      footer(catalog, [], heldAgainst(value, catalog.version)),
      {
        type: "buttons",
        buttons: [
          ...(only ? factButtons([{ mesh: only }]) : []),
          { label: "List all meshes", command: "list" },
          ...(only ? [] : [{ label: "Wrong fact?", command: "report" }]),
        ],
      },
    ],
  };
}

type Told = Changes["meshes"][number];

const allOf = ({ version, since }: Changes, id: string): string =>
  `changes since ${version ?? since} of ${id} all`;

/** What happened to a mesh, then which of its facts are others. */
function linesOf(id: string, { events, changes }: Changes, { catalog, today }: Context): readonly Text[] {
  const happened = events
    .filter(({ mesh }) => mesh === id)
    .map(
      ({ date, what, sources: [source = ""] }): Text => [
        strong(`${date}${date > today ? " (ahead)" : ""} `),
        plain(`${what} (`),
        link("source", sourceOf(catalog, meshOf(catalog, id), source).url),
        plain(")"),
      ],
    );
  return [...happened, ...changes.filter(({ mesh }) => mesh === id).map((it) => changeText(it, catalog))];
}

function inFull({ id, leftOut }: Told, value: Changes, context: Context): readonly Block[] {
  const more: Text = [plain(`and ${leftOut} more: `), command(allOf(value, id))];
  return [
    { type: "heading", text: meshOf(context.catalog, id).name },
    { type: "list", items: [...linesOf(id, value, context), ...(leftOut > 0 ? [more] : [])] },
  ];
}

/** A line for each mesh: the newest, and how much more there is; the rest on demand. */
function overview(value: Changes, context: Context): readonly Block[] {
  const { catalog } = context;
  const items = value.meshes.map(({ id, leftOut }): Text => {
    const [first = "", ...others] = linesOf(id, value, context);
    const more = others.length + leftOut;
    return [
      strong(`${shortName(catalog, { mesh: id })}: `),
      ...runs(first).map((run) => (run.kind === "strong" ? plain(run.text) : run)),
      ...(more > 0 ? [plain(`, and ${more} more`)] : []),
    ];
  });
  return [
    { type: "list", items },
    {
      type: "select",
      label: "All of one mesh…",
      options: value.meshes.map(({ id }) => ({ label: meshOf(catalog, id).name, command: allOf(value, id) })),
    },
  ];
}

function nothing(asked: readonly string[], catalog: Context["catalog"], today: string): string {
  const last = asked.flatMap((id) => {
    const mesh = meshOf(catalog, id);
    const event = eventsOf(mesh).find(({ date }) => date <= today);
    return event ? [`The last that is known of ${mesh.name} is of ${event.date}: ${event.what}.`] : [];
  });
  return ["Nothing is known since then.", ...last].join(" ");
}

/** With which version facts were compared, so that silence is not read as “nothing changed”. */
function heldAgainst({ since, from }: Changes, current: string): string {
  if (from && from.version !== current)
    return `Facts are held against catalog ${from.version} of ${from.date}${from.date > since ? ", the oldest kept" : ""}; dates are those of the sources.`;
  return from && from.date <= since
    ? "The catalog is of the same version as then: only dated facts are told."
    : "No older version of the catalog is kept: only dated facts are told, not those that changed.";
}

/** “Mutual TLS (ambient): was ✗ No, is now ◐ Partly (Istio project, 2026-12-01)”. */
export function changeText(change: Change, catalog: Context["catalog"]): Text {
  const { mesh, mode, what, date, sources } = change;
  const modeName = meshOf(catalog, mesh).modes?.find(({ id }) => id === mode)?.name;
  const cited: readonly Run[] = join(
    sources.slice(0, 1).map(({ publisher, url }) => [link(publisher, url)]),
    ", ",
  );
  const name = `${capital(what)}${modeName === undefined ? "" : ` (${modeName})`}`;
  return [strong(name), plain(`: ${happenedTo(change)} (`), ...cited, plain(`, ${date})`)];
}

function happenedTo(change: Change): string {
  if (change.kind === "mesh-added") return "new in the catalog";
  const aspect = change.kind === "maturity" || change.kind === "edition" ? `${change.kind} ` : "";
  const words = (value: string) =>
    change.feature !== undefined && (change.kind === "grade" || change.kind === "licence")
      ? gradeWords(value)
      : value;
  const { before, after } = change;
  if (change.kind === "grade" && before === "unknown" && after !== undefined)
    return `now known: ${words(after)}`;
  if (before === undefined && change.kind === "advisory") return after ?? "";
  if (before === undefined) return after === undefined ? "changed" : `${aspect}${words(after)}, new`;
  return after === undefined
    ? `${aspect}no longer ${words(before)}`
    : `${aspect}was ${words(before)}, is now ${words(after)}`;
}
