import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { type Resource, render } from "../manifests/kustomize.ts";

const folder = "manifests/kubernetes/overlays";

const sorted = (resources: readonly Resource[]) =>
  resources.toSorted((a, b) => `${a.kind} ${a.metadata.name}`.localeCompare(`${b.kind} ${b.metadata.name}`));

/** The order in which items of lists stand that the API takes for maps is kubectl's to choose. */
function settled(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(settled);
    return items.every((it) => typeof it === "object" && it !== null && "name" in it)
      ? items.toSorted((a, b) => nameOf(a).localeCompare(nameOf(b)))
      : items;
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, it]) => [key, settled(it)]));
}
const nameOf = (it: unknown): string => String((it as { readonly name: unknown }).name);

describe("kubectl", () => {
  it.each(readdirSync(folder))("renders the overlay %s as the tests do", async (overlay) => {
    const { stdout } = await promisify(execFile)("kubectl", ["kustomize", join(folder, overlay)]);
    const theirs = parseAllDocuments(stdout).map((it) => it.toJS() as Resource);
    expect(settled(sorted(theirs))).toEqual(settled(sorted(render(join(folder, overlay)))));
  });
});
