/** Release lines for a reader: how long each is supported, and on which Kubernetes. */
import { type Cell, link, plain, type Table } from "../../card/card.ts";
import { type Catalog, type Mesh, sourceOf } from "../../catalog/catalog.ts";

export type Line = {
  readonly line: string;
  readonly latest?: string;
  readonly released?: string;
  readonly endOfLife?: string;
  readonly ended: boolean;
  /** When the project itself ended, where the line ended with it. */
  readonly endedWith?: string;
  /** Not ended, but nobody releases any more. */
  readonly dormant?: boolean;
  readonly kubernetes?: string;
  /** Whether it supports the Kubernetes asked about; absent where none was asked or nothing is known. */
  readonly supports?: boolean;
};

/** “Line 1.29 of Istio ended on 2026-08-31. It runs on Kubernetes 1.31–1.35.” */
export function lineText({ line, kubernetes: range, supports, ...end }: Line, name: string, asked?: string) {
  const on =
    range === undefined
      ? "The Kubernetes it runs on is not stated."
      : supports === undefined
        ? `It runs on Kubernetes ${range}.`
        : `It ${supports ? "runs" : "is not said to run"} on Kubernetes ${asked}: its range is ${range}.`;
  return `Line ${line} of ${name} ${endText(end)}. ${on}`;
}

function endText({ ended, endOfLife, endedWith, dormant }: Omit<Line, "line">): string {
  if (endedWith !== undefined) return `ended with the project, ${when(endedWith)}`;
  if (ended) return endOfLife === undefined ? "ended with the project" : `ended ${when(endOfLife)}`;
  if (dormant) return "has no stated end, but its project is dormant";
  return endOfLife === undefined ? "has no stated end" : `is supported until ${endOfLife}`;
}

/** A month has no day to be “on”. */
const when = (date: string) => `${date.length === 7 ? "in" : "on"} ${date}`;

export function linesTable(lines: readonly Line[], mesh: Mesh, catalog: Catalog): Table {
  return {
    type: "table",
    caption: `Release lines of ${mesh.name}`,
    header: ["Line", "Newest", "Supported until", "Kubernetes"],
    rows: lines.map((it) => rowOf(it, mesh, catalog)),
  };
}

function rowOf(line: Line, mesh: Mesh, catalog: Catalog): readonly Cell[] {
  const release = mesh.releases?.find((it) => it.line === line.line);
  const url = release?.sources[0] === undefined ? undefined : sourceOf(catalog, mesh, release.sources[0]).url;
  const mark = line.supports === undefined ? "" : line.supports ? "✓ " : "✗ ";
  const until = untilText(line, mesh);
  return [
    { text: [link(line.line, url)] },
    { text: release?.latest ? `${release.latest.version} (${release.latest.date})` : "not stated" },
    {
      text: [plain(until), plain(release?.note === undefined ? "" : `. ${release.note}`)],
      ...(line.ended && { tone: "bad" as const }),
    },
    { text: `${mark}${line.kubernetes ?? "not stated"}` },
  ];
}

function untilText({ ended, endOfLife, endedWith, dormant }: Line, { lastRelease }: Mesh): string {
  if (endedWith !== undefined) return `ended with the project ${endedWith}`;
  if (ended) return `ended ${endOfLife ?? "with the project"}`;
  if (dormant) return `not stated; no release since ${lastRelease.date}`;
  return endOfLife ?? "not stated";
}
