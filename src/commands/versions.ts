/** `versions`: the release lines of a mesh, how long they are supported, and on which Kubernetes. */
import { type Context, defineCommand, type Parsed, parsed } from "../bot/command.ts";
import { isProblem, type Problem } from "../bot/problem.ts";
import { type Card, type Cell, link, plain } from "../card/card.ts";
import { bannersFor } from "../catalog/banners.ts";
import { type Mesh, type MeshRef, meshOf, nameOf, sourceOf } from "../catalog/catalog.ts";
import { readOne } from "./parse/one.ts";
import { factButtons, footer, shortName } from "./present/footer.ts";

type Query = { readonly ref: MeshRef; readonly kubernetes?: string };
type Line = {
  readonly line: string;
  readonly latest?: string;
  readonly released?: string;
  readonly endOfLife?: string;
  readonly ended: boolean;
  readonly kubernetes?: string;
  /** Whether it supports the Kubernetes asked about; absent where none was asked or nothing is known. */
  readonly supports?: boolean;
};
type Value = { readonly mesh: string; readonly kubernetes?: string; readonly lines: readonly Line[] };

export const versions = defineCommand<Query, Value>({
  name: "versions",
  aliases: ["releases"],
  summary: "List a mesh's release lines, their end dates and Kubernetes range",
  usage: "<mesh> [on kubernetes 1.34]",
  examples: [
    "versions istio",
    "versions linkerd on kubernetes 1.34",
    "which istio versions run on kubernetes 1.34?",
  ],
  parse: read,
  overhear: (text, context) => {
    const asked =
      /^(?:(?:what|which|show(?: me)?|list)(?: are)?(?: the)?(?: supported| current| latest)? )?(?<mesh>.+?) (?:versions?|releases?)\b(?<rest>.*)$|^(?:what|which) (?:versions?|releases?) of (?<of>.+?)(?: are| is)? (?:supported|current|out|run|work)s?(?<tail>.*)$/iu.exec(
        text,
      )?.groups;
    if (!asked) return undefined;
    const name = asked.mesh ?? asked.of ?? "";
    return context.find.mesh(name).kind === "unknown"
      ? undefined
      : read(`${name} ${asked.rest ?? asked.tail ?? ""}`, context);
  },
  answer: ({ ref, kubernetes }, { catalog, today }) => {
    const lines = (meshOf(catalog, ref.mesh).releases ?? []).map((it): Line => {
      const supports =
        kubernetes === undefined || it.kubernetes === undefined
          ? undefined
          : covers(it.kubernetes, kubernetes);
      return {
        line: it.line,
        ...(it.latest && { latest: it.latest.version }),
        ...(it.released && { released: it.released }),
        ...(it.endOfLife && { endOfLife: it.endOfLife }),
        ended: it.endOfLife !== undefined && it.endOfLife <= today,
        ...(it.kubernetes && { kubernetes: it.kubernetes }),
        ...(supports !== undefined && { supports }),
      };
    });
    return { mesh: ref.mesh, ...(kubernetes !== undefined && { kubernetes }), lines };
  },
  present,
  again: ({ ref, kubernetes }) =>
    `versions ${ref.mesh}${kubernetes === undefined ? "" : ` on kubernetes ${kubernetes}`}`,
  topic: ({ ref }) => ({ meshes: [ref], needs: "" }),
});

function read(text: string, context: Context): Parsed<Query> | Problem {
  const kubernetes = /\b(?:kubernetes|k8s|kube|openshift|ocp)?\s*v?(1\.\d{1,2})\b/iu.exec(text)?.[1];
  const name = text.replace(
    /\s*\b(?:(?:run|work|support|go)s? )?(?:(?:on|for|with|against) )?(?:(?:kubernetes|k8s|kube)\b)?\s*v?(?:1\.\d{1,2})?\s*$/iu,
    "",
  );
  const one = readOne(name, "versions", context);
  if (isProblem(one)) return one;
  return parsed({ ref: one.query, ...(kubernetes !== undefined && { kubernetes }) }, one.assumed);
}

/** Whether a range such as 1.32–1.36 holds a version such as 1.34. */
function covers(range: string, version: string): boolean {
  const minor = (text: string) => Number(text.split(".")[1]);
  const [from = "", to = ""] = range.split("–");
  return minor(from) <= minor(version) && minor(version) <= minor(to);
}

function present({ mesh: id, kubernetes, lines }: Value, { catalog, today }: Context): Card {
  const ref = { mesh: id };
  const mesh = meshOf(catalog, id);
  const known = lines.filter(({ supports }) => supports !== undefined);
  const fitting = known.filter(({ supports, ended }) => supports && !ended).map(({ line }) => line);
  const verdict =
    kubernetes === undefined
      ? []
      : [
          {
            type: "paragraph" as const,
            text:
              known.length === 0
                ? `No Kubernetes range is known for any line of ${mesh.name}.`
                : fitting.length > 0
                  ? `On Kubernetes ${kubernetes}: ${fitting.join(", ")}.`
                  : `No supported line is known to run on Kubernetes ${kubernetes}.`,
          },
        ];
  return {
    title: `${nameOf(catalog, ref)}: versions${kubernetes === undefined ? "" : ` on Kubernetes ${kubernetes}`}`,
    banners: bannersFor(catalog, [ref], today),
    blocks: [
      ...verdict,
      lines.length > 0
        ? {
            type: "table",
            caption: `Release lines of ${mesh.name}`,
            header: ["Line", "Newest", "Supported until", "Kubernetes"],
            rows: (mesh.releases ?? []).map((it, at) => rowOf(it, lines[at], mesh, catalog)),
          }
        : { type: "paragraph", text: "No release line is known." },
      footer(catalog, []),
      {
        type: "buttons",
        buttons: [
          { label: `Show ${shortName(catalog, ref)}`, command: `show ${id}` },
          { label: "Advisories", command: `security ${id}` },
          ...factButtons([ref]),
        ],
      },
    ],
  };
}

function rowOf(
  release: NonNullable<Mesh["releases"]>[number],
  line: Line | undefined,
  mesh: Mesh,
  catalog: Context["catalog"],
): readonly Cell[] {
  const { url } = sourceOf(catalog, mesh, release.sources[0] ?? "");
  const until =
    release.endOfLife === undefined ? "not stated" : `${line?.ended ? "ended " : ""}${release.endOfLife}`;
  const mark = line?.supports === undefined ? "" : line.supports ? "✓ " : "✗ ";
  return [
    { text: [link(release.line, url)] },
    { text: release.latest ? `${release.latest.version} (${release.latest.date})` : "not stated" },
    {
      text: [plain(until), plain(release.note === undefined ? "" : `. ${release.note}`)],
      ...(line?.ended && { tone: "bad" as const }),
    },
    { text: `${mark}${release.kubernetes ?? "not stated"}` },
  ];
}
