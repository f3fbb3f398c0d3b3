/** `changes`: what happened to the meshes since a day, as far as the catalog dates it. */
import { type Context, defineCommand, type Parsed, parsed } from "../bot/command.ts";
import { isProblem, type Problem, problem } from "../bot/problem.ts";
import { type Block, type Card, link, plain, strong } from "../card/card.ts";
import { bannersFor } from "../catalog/banners.ts";
import { type MeshRef, meshOf, sourceOf } from "../catalog/catalog.ts";
import { type Event, eventsOf } from "../catalog/events.ts";
import { readMeshes } from "./parse/meshes.ts";
import { footer, typed } from "./present/footer.ts";

/** `refs` empty: every mesh. */
type Query = { readonly since: string; readonly refs: readonly MeshRef[] };
type Value = {
  readonly since: string;
  readonly meshes: readonly string[];
  readonly events: readonly Event[];
};

const usualDays = 90;
/** What will happen within this many days is told as well. */
const aheadDays = 60;
const mostPerMesh = 6;

export const changes = defineCommand<Query, Value>({
  name: "changes",
  aliases: ["news", "changelog"],
  summary: "List releases, advisories and ends of support since a day",
  usage: "[since 2026-06] [of <mesh>]",
  examples: ["changes since 2026-06", "changes of istio since 2026-08", "what changed since 2026-09?"],
  parse: read,
  overhear: (text, context) => {
    const said =
      /^(?:what(?:'s| is| has)? (?:new|changed)|what happened)(?: (?:in|with|to|for|about))?\b(.*)$/iu.exec(
        text,
      )?.[1];
    if (said === undefined) return undefined;
    const reading = read(said, context);
    return isProblem(reading) && reading.outcome === "unknown" ? undefined : reading;
  },
  answer: ({ since, refs }, { catalog, today }) => {
    const until = dayAfter(today, aheadDays);
    const meshes = refs.length > 0 ? refs.map(({ mesh }) => meshOf(catalog, mesh)) : catalog.meshes;
    const events = meshes.flatMap((mesh) =>
      eventsOf(mesh)
        .filter(({ date, kind }) => date >= since && (kind === "end-of-life" ? date <= until : date <= today))
        .slice(0, mostPerMesh),
    );
    return { since, meshes: [...new Set(events.map(({ mesh }) => mesh))], events };
  },
  present,
  again: ({ since, refs }) =>
    `changes since ${since}${refs.length > 0 ? ` of ${refs.map(typed).join(" ")}` : ""}`,
  topic: ({ refs }) => ({ meshes: refs, needs: "" }),
});

function read(text: string, context: Context): Parsed<Query> | Problem {
  const [said = "", date] =
    /\b(?:since|after|from|in)?\s*(\d{4}-\d{1,2}(?:-\d{1,2})?|\d{4})\b/iu.exec(text) ?? [];
  const since = date === undefined ? dayAfter(context.today, -usualDays) : wholeDay(date);
  if (since === undefined)
    return problem("usage", "Since when?", "Give a day or a month, such as changes since 2026-06.", [
      { label: "The last 90 days", command: "changes" },
    ]);
  const names = text
    .replace(said, " ")
    .replace(/^\s*(?:of|in|for|to|with|since)\b/iu, "")
    .replace(/\bsince\b/giu, " ")
    .trim();
  const named = readMeshes(names, context, (better) => `changes of ${better} since ${since}`);
  if (isProblem(named)) return named;
  return parsed({ since, refs: named.refs }, named.assumed);
}

/** The first day of a year, month or day as typed; undefined where there is none. */
function wholeDay(date: string): string | undefined {
  const [year = "", month = "1", day = "1"] = date.split("-");
  const whole = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const at = new Date(`${whole}T00:00:00Z`);
  return Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== whole ? undefined : whole;
}

const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

function present({ since, meshes, events }: Value, { catalog, today }: Context): Card {
  const refs = meshes.map((mesh) => ({ mesh }));
  return {
    title: `Changes since ${since}`,
    banners: bannersFor(catalog, refs, today),
    blocks: [
      ...(events.length === 0
        ? [{ type: "paragraph" as const, text: "Nothing dated is known since then." }]
        : []),
      ...meshes.flatMap((id): Block[] => {
        const mesh = meshOf(catalog, id);
        const items = events
          .filter((event) => event.mesh === id)
          .map(({ date, what, sources }) => [
            strong(`${date}${date > today ? " (ahead)" : ""} `),
            plain(`${what} (`),
            link("source", sourceOf(catalog, mesh, sources[0] ?? "").url),
            plain(")"),
          ]);
        return [
          { type: "heading", text: mesh.name },
          { type: "list", items },
        ];
      }),
      footer(catalog, []),
      { type: "buttons", buttons: [{ label: "List all meshes", command: "list" }] },
    ],
  };
}
