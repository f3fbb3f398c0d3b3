import { expect, it } from "vitest";
import { ownCatalog } from "../../src/app.ts";
import { loadCatalog } from "../../src/catalog/load.ts";
import { longestMessage } from "../../src/text/tidy.ts";
import { type Found, inSources, made } from "./found.ts";
import { attackOf, keptVerdicts, verdictOn } from "./verdict.ts";

const { verdicts } = keptVerdicts();

/** Those that somebody's text could hold up, each with where it stands. */
function slow(found: readonly Found[]): readonly string[] {
  const seen = new Map(found.map((it) => [`/${it.source}/${it.flags}`, it]));
  return [...seen].flatMap(([key, { source, flags, where }]) => {
    const { growth, degree = 0, attack } = verdicts[key] ?? verdictOn(source, flags);
    if (growth === "linear") return [];
    if (growth !== "polynomial" || degree > 2) return [`${where}: ${growth} ${degree} ${key}`];
    // The longest text that is read costs some milliseconds; were it worse, this would not end.
    if (attack) new RegExp(source, flags).test(attackOf(attack, longestMessage));
    return [];
  });
}

it("no regular expression in the sources takes more than the square of what it reads", {
  timeout: 300_000,
}, () => {
  const found = inSources();
  expect(found.length).toBeGreaterThan(300);
  expect(slow(found)).toEqual([]);
});

it("nor does one that is put together from parts or from data", { timeout: 300_000 }, async () => {
  const { meshes } = loadCatalog(ownCatalog);
  const tags = meshes.flatMap(({ id, releaseTag }) =>
    releaseTag === undefined ? [] : [{ source: releaseTag, flags: "u", where: id }],
  );
  const found = await made();
  expect(found.map(({ where }) => where)).toContain("src/digests/when.ts");
  expect(slow([...found, ...tags])).toEqual([]);
});

it("the check finds what it is there for", () => {
  expect(verdictOn("^(a+)+$", "u").growth).toBe("exponential");
  expect(verdictOn("a*a*$", "u").degree).toBe(3);
});
