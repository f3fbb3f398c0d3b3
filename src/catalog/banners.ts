/** The warnings that must stand above every card that names a mesh. */
import type { Banner } from "../card/card.ts";
import type { Catalog, Mesh } from "./catalog.ts";
import { type MeshRef, meshOf } from "./catalog.ts";

/** No release for this many months makes a mesh dormant, whatever its makers say. */
const dormantAfterMonths = 24;
const warnDaysBeforeEnd = 60;
const staleAfterDays = 180;

/** So many meshes on one card have their warnings gathered, one banner a kind. */
const gatheredFrom = 6;

/** The banners of the meshes a card names, each mesh once, in order. */
export function bannersFor(catalog: Catalog, refs: readonly MeshRef[], today: string): readonly Banner[] {
  const meshes = [...new Set(refs.map((ref) => ref.mesh))].map((id) => meshOf(catalog, id));
  return meshes.length < gatheredFrom
    ? meshes.flatMap((mesh) => bannersOf(mesh, today))
    : gathered(meshes, today);
}

/** The gravest first. */
const kindWords: Record<Banner["kind"], string> = {
  archived: "Archived, do not adopt",
  "end-of-life": "Support has ended or ends soon",
  dormant: "Dormant, no release for a long time",
  "not-open-source": "Source-available, not open source",
  commercial: "Commercial",
  "stale-data": "Last checked more than six months ago",
};

function gathered(meshes: readonly Mesh[], today: string): readonly Banner[] {
  const named = Map.groupBy(
    meshes.flatMap((mesh) => bannersOf(mesh, today).map(({ kind }) => ({ kind, name: mesh.name }))),
    ({ kind }) => kind,
  );
  const graveness = Object.keys(kindWords);
  return [...named]
    .toSorted(([a], [b]) => graveness.indexOf(a) - graveness.indexOf(b))
    .map(([kind, found]) => ({
      kind,
      text: `${kindWords[kind]}: ${found.map(({ name }) => name).join(", ")}.`,
    }));
}

/** The banners of one mesh on one day. */
export function bannersOf(mesh: Mesh, today: string): readonly Banner[] {
  const { name, status, lastRelease, endOfLife, offering } = mesh;
  const banners: Banner[] = [];
  const add = (kind: Banner["kind"], text: string) => banners.push({ kind, text });
  const why = status.note === undefined ? "" : ` ${status.note.replace(/[.\s]*$/, ".")}`;

  if (status.state === "archived")
    add("archived", `${name} is archived${since(status.since)}; do not adopt it.${why}`);
  if (isDormant(mesh, today))
    add(
      "dormant",
      `${name} is dormant: its last release, ${lastRelease.version}, is of ${lastRelease.date}.${why}`,
    );
  if (endOfLife && daysBetween(today, endOfLife.date) <= warnDaysBeforeEnd) {
    const ended = endOfLife.date <= today;
    add(
      "end-of-life",
      `Support for ${name} ${ended ? "ended" : "ends"} on ${endOfLife.date}. ${endOfLife.note.replace(/[.\s]*$/, ".")}`,
    );
  }
  if (offering === "source-available")
    add("not-open-source", `${name} is source-available, not open source: ${licenceOf(mesh)}.`);
  if (offering === "commercial" || offering === "managed")
    add(
      "commercial",
      `${name} is ${offering === "managed" ? "a managed cloud service" : "a commercial product"}: ${licenceOf(mesh)}.`,
    );
  if (daysBetween(newestDate(mesh), today) > staleAfterDays)
    add(
      "stale-data",
      `What is known here of ${name} was last checked on ${newestDate(mesh)}; check before you rely on it.`,
    );
  return banners;
}

export type Standing = {
  readonly state: Mesh["status"]["state"];
  /** Since when, where that is known. */
  readonly since?: string;
  /** The keys of the sources that tell. */
  readonly sources: readonly string[];
};

/** Where a mesh stands on a day: what its makers say, and what follows from its dates. */
export function standingOf(mesh: Mesh, today: string): Standing {
  const { status, lastRelease, endOfLife } = mesh;
  const said = {
    state: status.state,
    ...(status.since !== undefined && { since: status.since }),
    sources: status.sources,
  };
  if (status.state === "archived" || status.state === "ended") return said;
  if (endOfLife !== undefined && endOfLife.date <= today)
    return { state: "ended", since: endOfLife.date, sources: endOfLife.sources };
  if (status.state === "active" && isDormant(mesh, today))
    return {
      state: "dormant",
      since: monthsAfter(lastRelease.date, dormantAfterMonths),
      sources: lastRelease.sources,
    };
  return said;
}

/** True of a mesh nobody should newly adopt: it is never ranked first. */
export const isRetired = (mesh: Mesh, today: string): boolean => standingOf(mesh, today).state !== "active";

const isDormant = ({ status, lastRelease }: Mesh, today: string): boolean =>
  status.state === "dormant" ||
  (status.state === "active" && monthsBetween(lastRelease.date, today) >= dormantAfterMonths);

const since = (date: string | undefined) => (date === undefined ? "" : ` since ${date}`);

function licenceOf(mesh: Mesh): string {
  const cell = mesh.cells.licence;
  return cell !== undefined && "value" in cell ? cell.value : "see its licence";
}

/** The newest day on which a source of the mesh's facts was read. */
function newestDate(mesh: Mesh): string {
  const dates = Object.values(mesh.cells).flatMap((cell) => ("asOf" in cell ? [cell.asOf] : []));
  return [mesh.status.asOf, mesh.lastRelease.asOf, ...dates].reduce((a, b) => (a > b ? a : b));
}

const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000;

function monthsBetween(from: string, to: string): number {
  const [a, b] = [new Date(from), new Date(to)];
  const months = (b.getUTCFullYear() - a.getUTCFullYear()) * 12 + b.getUTCMonth() - a.getUTCMonth();
  return b.getUTCDate() < a.getUTCDate() ? months - 1 : months;
}

/** The same day so many months later, or the last of that month. */
function monthsAfter(day: string, months: number): string {
  const at = new Date(day);
  const month = at.getUTCMonth() + months;
  const last = new Date(Date.UTC(at.getUTCFullYear(), month + 1, 0)).getUTCDate();
  return new Date(Date.UTC(at.getUTCFullYear(), month, Math.min(at.getUTCDate(), last)))
    .toISOString()
    .slice(0, 10);
}
