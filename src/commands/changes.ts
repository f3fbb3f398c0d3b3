/** `changes`: what happened to the meshes since a day, and which facts the catalog tells differently. */
import { type Context, defineCommand, type Parsed, parsed } from "../bot/command.ts";
import { isProblem, type Problem } from "../bot/problem.ts";
import { type Catalog, type MeshRef, meshOf } from "../catalog/catalog.ts";
import { daysAfter, isSince, isUntil } from "../catalog/dates.ts";
import { type Change, diffCatalogs } from "../catalog/diff.ts";
import { type Event, eventsOf } from "../catalog/events.ts";
import { readMeshes } from "./parse/meshes.ts";
import { readSince } from "./parse/since.ts";
import { type Changes, changesCard } from "./present/changes.ts";
import { typed } from "./present/footer.ts";

/** `refs` empty: every mesh. */
type Query = {
  readonly since: string;
  /** The version of the catalog that was named in place of a day. */
  readonly version?: string;
  readonly refs: readonly MeshRef[];
  readonly all: boolean;
};

/** What will happen within this many days is told as well. */
const aheadDays = 60;
const mostPerMesh = 6;

export const changes = defineCommand<Query, Changes>({
  name: "changes",
  aliases: ["news", "changelog"],
  summary: "List releases, advisories, ends of support and changed facts since a day",
  usage: "[since 2026-06] [of <mesh>] [all]",
  examples: ["changes since 2026-06", "changes of istio since 2026-08", "what changed since 2026-09?"],
  parse: read,
  overhear: (text, context) => {
    const said =
      /^(?:what(?:'s| is| has| have)? (?:new|changed|happened)|any(?: recent)? (?:changes|news))(?: (?:in|with|to|for|about|of))?\b(.*)$/iu.exec(
        text,
      )?.[1];
    if (said === undefined) return undefined;
    const reading = read(said, context);
    return isProblem(reading) && reading.outcome === "unknown" ? undefined : reading;
  },
  answer,
  present: changesCard,
  again: (query) => commandOf(query),
  topic: ({ refs }) => ({ meshes: refs, needs: "" }),
});

const commandOf = ({ since, version, refs, all }: Query): string =>
  `changes since ${version ?? since}${refs.length > 0 ? ` of ${refs.map(typed).join(" ")}` : ""}${all ? " all" : ""}`;

function read(text: string, context: Context): Parsed<Query> | Problem {
  const whole = /^(.*?)[\s,]*\b(?:all|everything|in full)$/iu.exec(text);
  const since = readSince(whole?.[1] ?? text, context);
  if (isProblem(since)) return since;
  const names = since.rest.replace(/^\s*(?:of|in|for|to|with|since)\b/iu, "").trim();
  const named = readMeshes(
    names,
    context,
    (better) => `changes of ${better} since ${since.version ?? since.day}`,
  );
  if (isProblem(named)) return named;
  const { day, version } = since;
  // Named twice, a mesh is told once.
  const refs = named.refs.filter((ref, at) => named.refs.findIndex((it) => typed(it) === typed(ref)) === at);
  const query = { since: day, ...(version !== undefined && { version }), refs };
  return parsed({ ...query, all: whole !== null }, named.assumed);
}

/** What is new for every mesh since a day. */
export const changesSince = (since: string, context: Context): Changes =>
  answer({ since, refs: [], all: false }, context);

function answer({ since, version, refs, all }: Query, { catalog, history, today }: Context): Changes {
  const until = daysAfter(today, aheadDays);
  const meshes = refs.length > 0 ? refs.map(({ mesh }) => meshOf(catalog, mesh)) : catalog.meshes;
  const versions = [...history, catalog];
  const older = versions.find((it) => it.version === version) ?? versionOf(since, versions);
  const differences = older ? diffCatalogs(older, catalog, { after: today }) : [];
  const told = meshes.map(({ id }) => {
    const mode = refs.find(({ mesh }) => mesh === id)?.mode;
    const events = eventsOf(meshOf(catalog, id)).filter(
      ({ date, kind }) => isSince(date, since) && isUntil(date, kind === "end-of-life" ? until : today),
    );
    const changed = differences
      .filter((it) => it.mesh === id && (mode === undefined || it.mode === undefined || it.mode === mode))
      .filter((change) => !events.some((event) => tells(event, change)));
    return { id, events, changed };
  });
  const gone = refs.length > 0 ? [] : differences.filter(({ kind }) => kind === "mesh-removed");
  const most = all ? Number.POSITIVE_INFINITY : mostPerMesh;
  const cut = told.map(({ id, events, changed }) => ({
    id,
    events: events.slice(0, most),
    changed: changed.slice(0, Math.max(0, most - events.length)),
    leftOut: Math.max(0, changed.length + events.length - most),
  }));
  return {
    since,
    ...(version !== undefined && { version }),
    asked: refs.map(({ mesh }) => mesh),
    ...(older && { from: { version: older.version, date: older.date } }),
    meshes: cut
      .filter(({ changed, events }) => changed.length + events.length > 0)
      .map(({ id, leftOut }) => ({ id, leftOut })),
    events: cut.flatMap(({ events }) => events),
    changes: [...cut.flatMap(({ changed }) => changed), ...gone],
  };
}

/** The version in force on a day; where none is as old as that, the oldest there is. */
const versionOf = (day: string, versions: readonly Catalog[]): Catalog | undefined =>
  versions.findLast(({ date }) => date <= day) ?? versions[0];

/** Whether a dated event says what a change between versions says. */
function tells({ kind, date, what }: Event, change: Change): boolean {
  switch (change.kind) {
    case "release":
      return kind === "release" && what.startsWith(`${change.after} `);
    case "advisory":
      return kind === "advisory" && what.startsWith(`${change.what}:`);
    case "status":
      return kind === "status" && date === change.date;
    case "end-of-life":
      return kind === "end-of-life" && date === change.after;
    default:
      return false;
  }
}
