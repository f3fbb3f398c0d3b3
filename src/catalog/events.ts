/** What happened to a mesh, and when, as far as the catalog dates it. */
import type { Mesh } from "./catalog.ts";

export type Event = {
  readonly mesh: string;
  readonly date: string;
  readonly kind: "release" | "advisory" | "status" | "end-of-life";
  readonly what: string;
  /** The keys of its sources. */
  readonly sources: readonly string[];
};

/** Every dated event of a mesh, newest first. */
export function eventsOf({
  id,
  name,
  status,
  lastRelease,
  releases = [],
  advisories = [],
  endOfLife,
}: Mesh): readonly Event[] {
  const events: Event[] = [
    {
      mesh: id,
      date: lastRelease.date,
      kind: "release",
      what: `${lastRelease.version} released`,
      sources: lastRelease.sources,
    },
    ...releases.flatMap(({ line, released, latest, endOfLife: end, sources }): Event[] => [
      ...(released === undefined
        ? []
        : [{ mesh: id, date: released, kind: "release" as const, what: `line ${line} released`, sources }]),
      ...(latest
        ? [
            {
              mesh: id,
              date: latest.date,
              kind: "release" as const,
              what: `${latest.version} released`,
              sources,
            },
          ]
        : []),
      ...(end === undefined
        ? []
        : [
            {
              mesh: id,
              date: end,
              kind: "end-of-life" as const,
              what: `end of support for line ${line}`,
              sources,
            },
          ]),
    ]),
    ...advisories.map(
      ({ id: number, title, published, sources }): Event => ({
        mesh: id,
        date: published,
        kind: "advisory",
        what: `${number}: ${title}`,
        sources,
      }),
    ),
    ...(status.since === undefined || status.state === "active" || status.since === endOfLife?.date
      ? []
      : [
          {
            mesh: id,
            date: status.since,
            kind: "status" as const,
            what: `${name} is ${status.state}`,
            sources: status.sources,
          },
        ]),
    ...(endOfLife
      ? [
          {
            mesh: id,
            date: endOfLife.date,
            kind: "end-of-life" as const,
            what: `end of support for ${name}`,
            sources: endOfLife.sources,
          },
        ]
      : []),
  ];
  const seen = new Set<string>();
  return events
    .filter(({ date, what }) => {
      const key = `${date} ${what}`;
      const fresh = !seen.has(key);
      seen.add(key);
      return fresh;
    })
    .sort((a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : 0));
}
