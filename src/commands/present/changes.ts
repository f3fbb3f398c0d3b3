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
  strong,
  type Text,
} from "../../card/card.ts";
import { bannersFor } from "../../catalog/banners.ts";
import { meshOf, sourceOf } from "../../catalog/catalog.ts";
import type { Change } from "../../catalog/diff.ts";
import { type Event, eventsOf } from "../../catalog/events.ts";
import { factButtons, footer } from "./footer.ts";
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

export function changesCard(value: Changes, { catalog, today }: Context): Card {
  const { since, asked, meshes, events, changes } = value;
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
      ...meshes.flatMap(({ id, leftOut }): readonly Block[] => {
        const mesh = meshOf(catalog, id);
        const happened = events
          .filter((event) => event.mesh === id)
          .map(
            ({ date, what, sources: [source = ""] }): Text => [
              strong(`${date}${date > today ? " (ahead)" : ""} `),
              plain(`${what} (`),
              link("source", sourceOf(catalog, mesh, source).url),
              plain(")"),
            ],
          );
        const more: Text = [
          plain(`and ${leftOut} more: `),
          command(`changes since ${value.version ?? since} of ${id} all`),
        ];
        return [
          { type: "heading", text: mesh.name },
          {
            type: "list",
            items: [
              ...happened,
              ...changes.filter((it) => it.mesh === id).map((it) => changeText(it, catalog)),
              ...(leftOut > 0 ? [more] : []),
            ],
          },
        ];
      }),
      ...(gone.length > 0
        ? [
            { type: "heading" as const, text: "No longer in the catalog" },
            { type: "list" as const, items: gone.map(({ what }) => what) },
          ]
        : []),
      ...heldAgainst(value, catalog.version),
      footer(catalog, []),
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

function nothing(asked: readonly string[], catalog: Context["catalog"], today: string): string {
  const last = asked.flatMap((id) => {
    const mesh = meshOf(catalog, id);
    const event = eventsOf(mesh).find(({ date }) => date <= today);
    return event ? [`The last that is known of ${mesh.name} is of ${event.date}: ${event.what}.`] : [];
  });
  return ["Nothing is known since then.", ...last].join(" ");
}

/** With which version facts were compared, so that silence is not read as “nothing changed”. */
function heldAgainst({ since, from }: Changes, current: string): readonly Block[] {
  const text =
    from && from.version !== current
      ? `Facts are held against catalog ${from.version} of ${from.date}${from.date > since ? ", the oldest kept" : ""}; dates are those of the sources.`
      : from && from.date <= since
        ? "The catalog is of the same version as then: only dated facts are told."
        : "No older version of the catalog is kept: only dated facts are told, not those that changed.";
  return [{ type: "note", text }];
}

/** “Mutual TLS (ambient): was ✗ No, is now ◐ Partly (Istio project, 2026-12-01)”. */
export function changeText(change: Change, catalog: Context["catalog"]): Text {
  const { mesh, mode, what, date, sources } = change;
  const modeName = meshOf(catalog, mesh).modes?.find(({ id }) => id === mode)?.name;
  const cited: readonly Run[] = join(
    sources.slice(0, 1).map(({ publisher, url }) => [link(publisher, url)]),
    ", ",
  );
  const name = `${what.charAt(0).toUpperCase()}${what.slice(1)}${modeName === undefined ? "" : ` (${modeName})`}`;
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
  if (before === undefined && change.kind === "advisory") return after ?? "";
  if (before === undefined) return after === undefined ? "changed" : `${aspect}${words(after)}, new`;
  return after === undefined
    ? `${aspect}no longer ${words(before)}`
    : `${aspect}was ${words(before)}, is now ${words(after)}`;
}
