/** Reads a project's newest release through the GitHub API, and proposes the edit it calls for. */
import { z } from "zod";
import type { Mesh } from "../catalog/catalog.ts";
import { type Edit, unifiedDiff } from "./diff.ts";

export type Release = { readonly version: string; readonly date: string; readonly url: string };

/** What was answered before, by address, so that an unchanged list costs nothing. */
export type Answers = Record<string, { etag: string; releases: readonly Release[] }>;

export type Reader = {
  readonly base: string;
  readonly token?: string | undefined;
  readonly answers: Answers;
};

/** GitHub asks to wait: nothing more can be read before `until`. */
export class RateLimited extends Error {
  override readonly name = "RateLimited";
  constructor(until: string) {
    super(
      `GitHub allows no more requests until ${until}. Set GITHUB_TOKEN for a higher limit, or come back then.`,
    );
  }
}

const releaseSchema = z.object({
  tag_name: z.string(),
  html_url: z.string(),
  draft: z.boolean(),
  prerelease: z.boolean(),
  published_at: z.string().nullable(),
});

/**
 * The newest release of a mesh; undefined where its project is not on GitHub or has published none.
 * @throws {RateLimited} when GitHub asks to wait.
 */
export async function newestRelease(
  { repository, releaseTag }: Mesh,
  reader: Reader,
): Promise<Release | undefined> {
  const [, project] = /^https:\/\/github\.com\/([^/]+\/[^/]+)$/u.exec(repository ?? "") ?? [];
  if (project === undefined) return undefined;
  const path = `/repos/${project}/releases?per_page=50`;
  const known = reader.answers[path];
  const response = await fetch(`${reader.base}${path}`, {
    headers: {
      accept: "application/vnd.github+json",
      ...(reader.token && { authorization: `Bearer ${reader.token}` }),
      ...(known && { "if-none-match": known.etag }),
    },
    signal: AbortSignal.timeout(20_000),
  });
  if (response.status === 304 && known) return known.releases[0];
  if (response.status === 403 || response.status === 429) throw new RateLimited(waitOf(response.headers));
  if (!response.ok) throw new Error(`GitHub answered ${response.status} for ${project}`);
  const wanted = releaseTag === undefined ? undefined : new RegExp(releaseTag, "u");
  const releases = z
    .array(releaseSchema)
    .parse(await response.json())
    .flatMap(({ tag_name: tag, html_url: url, draft, prerelease, published_at: at }): Release[] => {
      const fits = wanted ? wanted.test(tag) : !prerelease;
      return draft || !fits || at === null
        ? []
        : [{ version: tag.replace(/^v(?=\d)/u, ""), date: at.slice(0, 10), url }];
    })
    .sort(newestFirst);
  const etag = response.headers.get("etag");
  if (etag !== null) reader.answers[path] = { etag, releases };
  return releases[0];
}

function waitOf(headers: Headers): string {
  const seconds = Number(headers.get("retry-after") ?? Number.NaN);
  const reset = Number(headers.get("x-ratelimit-reset") ?? Number.NaN);
  const at = Number.isNaN(seconds) ? reset * 1000 : Date.now() + seconds * 1000;
  return Number.isNaN(at) ? "later" : new Date(at).toISOString();
}

const numbersIn = (version: string): readonly number[] => (version.match(/\d+/gu) ?? []).map(Number);

/** By version, so that a late patch of an older line is not taken for the newest; equal ones by date. */
function newestFirst(a: Release, b: Release): number {
  const [one, other] = [numbersIn(a.version), numbersIn(b.version)];
  const length = Math.max(one.length, other.length);
  const apart = Array.from({ length }, (_, at) => (other[at] ?? 0) - (one[at] ?? 0)).find((it) => it !== 0);
  return apart ?? (a.date < b.date ? 1 : -1);
}

/** The diff that would record a newer release in a mesh's file; undefined where there is nothing new. */
export function proposal(mesh: Mesh, text: string, release: Release, today: string): string | undefined {
  if (release.version === mesh.lastRelease.version) return undefined;
  if (newestFirst(release, { ...mesh.lastRelease, url: "" }) > 0) return undefined;
  const lines = text.split("\n");
  const at = lines.indexOf("lastRelease:");
  const size = lines.slice(at + 1).findIndex((line) => !line.startsWith("  "));
  const sources = lines.indexOf("sources:");
  if (at < 0 || sources < 0) return undefined;
  const key = `release-${release.version.replace(/[^a-z0-9]+/giu, "-").toLowerCase()}`;
  const edits: readonly Edit[] = [
    ...cellEdit(lines, mesh, release, key, today),
    {
      at: at + 1,
      remove: size,
      insert: [
        `  version: ${release.version}`,
        `  date: ${release.date}`,
        `  sources: [${key}]`,
        `  asOf: ${today}`,
      ],
    },
    {
      at: sources + 1,
      remove: 0,
      insert: [
        `  ${key}:`,
        `    title: "${mesh.name} ${release.version}, release"`,
        `    url: ${release.url}`,
        `    publisher: ${mesh.name} project`,
      ],
    },
  ];
  return unifiedDiff(`data/meshes/${mesh.id}.yaml`, text, edits);
}

/** The cell that tells the current release, where it names the release that is no longer the newest. */
function cellEdit(
  lines: readonly string[],
  { lastRelease }: Mesh,
  { version, date }: Release,
  key: string,
  today: string,
): readonly Edit[] {
  const at = lines.indexOf("  release:") + 1;
  const size = lines.slice(at).findIndex((line) => !line.startsWith("    "));
  const block = lines.slice(at, at + size);
  if (at === 0 || !block.some((line) => line.includes(lastRelease.version))) return [];
  const insert = block.map((line) =>
    line
      .replace(/^( {4}value: .*)$/u, (value) =>
        value.replace(lastRelease.version, version).replace(lastRelease.date, date),
      )
      .replace(/^ {4}sources: \[/u, `    sources: [${key}, `)
      .replace(/^ {4}asOf: .*$/u, `    asOf: ${today}`),
  );
  return [{ at, remove: size, insert }];
}
