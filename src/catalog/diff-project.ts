/** What differs between two versions of one mesh as a project: its state, licence, releases and advisories. */
import { standingOf } from "./banners.ts";
import { type Mesh, sourceOf } from "./catalog.ts";
import type { Change, Seen } from "./diff.ts";

type Fact = Omit<Change, "mesh" | "sources"> & { readonly from: readonly string[] };
type Line = NonNullable<Mesh["releases"]>[number];

export function projectChanges(before: Seen, after: Seen): readonly Change[] {
  const facts: readonly Fact[] = [
    ...statusFacts(before, after),
    ...endFacts(before.mesh, after.mesh),
    ...offeringFacts(before.mesh, after.mesh),
    ...releaseFacts(before.mesh, after.mesh),
    ...advisoryFacts(before.mesh, after.mesh),
  ];
  return facts
    .filter((fact) => fact.before !== fact.after)
    .map(({ from, ...fact }) => ({
      ...fact,
      mesh: after.mesh.id,
      sources: from.map((key) => sourceOf(after.catalog, after.mesh, key)),
    }));
}

function statusFacts(before: Seen, after: Seen): readonly Fact[] {
  const [then, now] = [standingOf(before.mesh, before.day), standingOf(after.mesh, after.day)];
  return [
    {
      kind: "status",
      what: "status",
      before: then.state,
      after: now.state,
      date: now.since ?? after.mesh.status.asOf,
      from: now.sources,
    },
  ];
}

function endFacts(before: Mesh, after: Mesh): readonly Fact[] {
  const end = after.endOfLife;
  return end === undefined
    ? []
    : [
        {
          kind: "end-of-life",
          what: "end of support",
          ...(before.endOfLife && { before: before.endOfLife.date }),
          after: end.date,
          date: after.status.asOf,
          from: end.sources,
        },
      ];
}

const offeringFacts = (before: Mesh, after: Mesh): readonly Fact[] => [
  {
    kind: "licence",
    what: "how it may be had",
    before: before.offering,
    after: after.offering,
    date: after.status.asOf,
    from: after.status.sources,
  },
];

/** The newest release, then what is new of each line, unless that is the newest release itself. */
function releaseFacts(before: Mesh, after: Mesh): readonly Fact[] {
  const { version, date, sources } = after.lastRelease;
  return [
    {
      kind: "release",
      what: "newest release",
      before: before.lastRelease.version,
      after: version,
      date,
      from: sources,
    },
    ...(after.releases ?? []).flatMap((line) => {
      const older = before.releases?.find((it) => it.line === line.line);
      return lineFacts(line, older).filter((fact) => fact.kind !== "release" || fact.after !== version);
    }),
  ];
}

function lineFacts(line: Line, older: Line | undefined): readonly Fact[] {
  const fact = (
    kind: Fact["kind"],
    what: string,
    was: string | undefined,
    is: string,
    date: string,
  ): Fact => ({
    kind,
    what: `${what} of line ${line.line}`,
    ...(was !== undefined && { before: was }),
    after: is,
    date,
    from: line.sources,
  });
  const { latest, endOfLife, kubernetes, asOf } = line;
  return [
    ...(latest
      ? [fact("release", "newest release", older?.latest?.version, latest.version, latest.date)]
      : []),
    ...(endOfLife === undefined
      ? []
      : [fact("end-of-life", "end of support", older?.endOfLife, endOfLife, asOf)]),
    ...(kubernetes === undefined
      ? []
      : [fact("value", "Kubernetes range", older?.kubernetes, kubernetes, asOf)]),
  ];
}

/** Advisories that are new, or whose fix is known now. */
const advisoryFacts = (before: Mesh, after: Mesh): readonly Fact[] =>
  (after.advisories ?? []).map((advisory): Fact => {
    const words = ({ title, affects, fixedIn }: typeof advisory) =>
      `${title}; affects ${affects}${fixedIn === undefined ? "" : `; fixed in ${fixedIn}`}`;
    const older = before.advisories?.find(({ id }) => id === advisory.id);
    return {
      kind: "advisory",
      what: advisory.id,
      ...(older && { before: words(older) }),
      after: words(advisory),
      date: advisory.published,
      from: advisory.sources,
    };
  });
