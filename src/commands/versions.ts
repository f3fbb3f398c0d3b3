/** `versions`: the release lines of a mesh, how long they are supported, and on which Kubernetes. */
import { type Context, defineCommand } from "../bot/command.ts";
import { type Problem, problem } from "../bot/problem.ts";
import type { Block, Card } from "../card/card.ts";
import { bannersFor, standingOf } from "../catalog/banners.ts";
import { type Mesh, meshOf, nameOf } from "../catalog/catalog.ts";
import { isPast } from "../catalog/dates.ts";
import { listed } from "../text/listed.ts";
import { overhearRelease, type ReleaseQuery, readRelease } from "./parse/release.ts";
import { factButtons, footer, shortName } from "./present/footer.ts";
import { type Line, linesTable, lineText } from "./present/lines.ts";

type Value = {
  readonly mesh: string;
  /** The mesh's own version that was asked about. */
  readonly asked?: string;
  readonly kubernetes?: string;
  readonly lines: readonly Line[];
};

export const versions = defineCommand<ReleaseQuery, Value>({
  name: "versions",
  aliases: ["releases", "eol"],
  summary: "List a mesh's release lines, their end dates and Kubernetes range",
  usage: "<mesh> [1.30] [on kubernetes 1.34]",
  examples: [
    "versions istio",
    "versions linkerd on kubernetes 1.34",
    "which istio versions run on kubernetes 1.34?",
    "is istio 1.29 still supported?",
  ],
  parse: readRelease,
  overhear: overhearRelease,
  answer,
  present,
  again: ({ ref, line, kubernetes }) =>
    [`versions ${ref.mesh}`, line, kubernetes && `on kubernetes ${kubernetes}`]
      .filter((it) => it !== undefined)
      .join(" "),
  topic: ({ ref }) => ({ meshes: [ref], needs: "" }),
});

function answer(
  { ref, line: asked, kubernetes }: ReleaseQuery,
  { catalog, today }: Context,
): Value | Problem {
  const mesh = meshOf(catalog, ref.mesh);
  const releases = mesh.releases ?? [];
  const meant = asked === undefined ? releases : releases.filter((it) => isOf(asked, it));
  if (asked !== undefined && meant.length === 0)
    return { ...unknownLine(asked, mesh), banners: bannersFor(catalog, [ref], today) };
  return {
    mesh: ref.mesh,
    ...(asked !== undefined && { asked }),
    ...(kubernetes !== undefined && { kubernetes }),
    lines: meant.map((it) => lineOf(it, mesh, kubernetes, today)),
  };
}

type Release = NonNullable<Mesh["releases"]>[number];

/** Whether a version such as 1.30 or 1.30.2 belongs to a line. */
function isOf(asked: string, { line, latest }: Release): boolean {
  const [name = line] = line.split(" ");
  return asked === name || asked.startsWith(`${name}.`) || asked === latest?.version;
}

function unknownLine(asked: string, { id, name, releases = [] }: Mesh): Problem {
  const lines = releases.map(({ line }) => line);
  return problem(
    "unknown",
    `No line ${asked} of ${name} is known to me`,
    lines.length > 0 ? `I know ${lines.join(", ")}; older ones are not kept.` : "I know none of its lines.",
    [
      ...(lines.length > 0 ? [{ label: "All its lines", command: `versions ${id}` }] : []),
      ...(/^1\.\d{1,2}$/u.test(asked)
        ? [{ label: `On Kubernetes ${asked}`, command: `versions ${id} on kubernetes ${asked}` }]
        : []),
    ],
  );
}

function lineOf(release: Release, mesh: Mesh, kubernetes: string | undefined, today: string): Line {
  const { state, since } = standingOf(mesh, today);
  const over = state === "archived" || state === "ended";
  const { line, latest, released, endOfLife, kubernetes: range } = release;
  const ended = endOfLife !== undefined && isPast(endOfLife, today);
  const endedWith = !ended && over ? since : undefined;
  return {
    line,
    ...(latest && { latest: latest.version }),
    ...(released && { released }),
    ...(endOfLife && { endOfLife }),
    ended: ended || over,
    ...(endedWith !== undefined && { endedWith }),
    ...(state === "dormant" && { dormant: true }),
    ...(range && { kubernetes: range }),
    ...(kubernetes !== undefined && range !== undefined && { supports: covers(range, kubernetes) }),
  };
}

/** Whether a range such as 1.32–1.36 holds a version such as 1.34. */
function covers(range: string, version: string): boolean {
  const minor = (text: string) => Number(text.split(".")[1]);
  const [from = "", to = ""] = range.split("–");
  return minor(from) <= minor(version) && minor(version) <= minor(to);
}

function present({ mesh: id, asked, kubernetes, lines }: Value, { catalog, today }: Context): Card {
  const ref = { mesh: id };
  const mesh = meshOf(catalog, id);
  const on = kubernetes === undefined ? "" : ` on Kubernetes ${kubernetes}`;
  const verdict: readonly string[] =
    asked === undefined
      ? lines.length === 0
        ? []
        : [kubernetes === undefined ? standingText(lines) : fitText(lines, kubernetes, mesh.name)]
      : lines.map((line) => lineText(line, mesh.name, kubernetes));
  return {
    title:
      asked === undefined
        ? `${nameOf(catalog, ref)}: versions${on}`
        : `${mesh.name} ${asked}${on === "" ? standsText(lines) : on}`,
    banners: bannersFor(catalog, [ref], today),
    blocks: [
      ...verdict.map((text): Block => ({ type: "paragraph", text })),
      lines.length > 0
        ? linesTable(lines, mesh, catalog)
        : { type: "paragraph", text: "No release line is known." },
      footer(
        catalog,
        (mesh.releases ?? []).filter(({ line }) => lines.some((it) => it.line === line)),
      ),
      {
        type: "buttons",
        buttons: [
          ...(asked === undefined ? [] : [{ label: "All its lines", command: `versions ${id}` }]),
          { label: `Show ${shortName(catalog, ref)}`, command: `show ${id}` },
          { label: "Advisories", command: `security ${id}` },
          ...factButtons([ref]),
        ],
      },
    ],
  };
}

/** “ is no longer supported”, where one line was asked about and that is known. */
function standsText(lines: readonly Line[]): string {
  const [only] = lines.length === 1 ? lines : [];
  if (only === undefined || only.dormant) return "";
  if (only.ended) return " is no longer supported";
  return only.endOfLife === undefined ? "" : ` is supported until ${only.endOfLife}`;
}

/** “Supported: 1.30 until 2026-11-30. No end stated: 1.31. Ended: 1.29 and 1.28.” */
function standingText(lines: readonly Line[]): string {
  const open = lines.filter(({ ended }) => !ended);
  const named = (label: string, some: readonly Line[], say: (line: Line) => string = ({ line }) => line) =>
    some.length === 0 ? [] : [`${label}: ${listed(some.map(say))}.`];
  return [
    ...named(
      "Supported",
      open.filter(({ endOfLife }) => endOfLife !== undefined),
      ({ line, endOfLife }) => `${line} until ${endOfLife}`,
    ),
    ...named(
      "No end stated",
      open.filter(({ endOfLife }) => endOfLife === undefined),
    ),
    ...named(
      "Ended",
      lines.filter(({ ended }) => ended),
    ),
  ].join(" ");
}

/** Which lines that are still supported run on a Kubernetes. */
function fitText(lines: readonly Line[], kubernetes: string, name: string): string {
  const known = lines.filter(({ supports }) => supports !== undefined);
  if (known.length === 0) return `No Kubernetes range is known for any line of ${name}.`;
  const fitting = known.filter(({ supports, ended, dormant }) => supports && !ended && !dormant);
  return fitting.length > 0
    ? `On Kubernetes ${kubernetes}: ${fitting.map(({ line }) => line).join(", ")}.`
    : `No supported line is known to run on Kubernetes ${kubernetes}.`;
}
