/** Renders a kustomization as far as ours go: resources, components and strategic merges; kubectl's own is compared in e2e. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

type Value = string | number | boolean | null | readonly Value[] | { readonly [key: string]: Value };
export type Resource = {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
} & { readonly [key: string]: Value };

type Kustomization = {
  readonly resources?: readonly string[];
  readonly components?: readonly string[];
  readonly patches?: readonly { readonly path: string }[];
};

/** What is understood; anything else would be passed over in silence. */
const understood = new Set(["apiVersion", "kind", "resources", "components", "patches"]);

/** What makes two items of a list the same one, by the list's name, as the API has it. */
const keys: Readonly<Record<string, string>> = {
  containers: "name",
  env: "name",
  ports: "containerPort",
  volumes: "name",
  volumeMounts: "mountPath",
  topologySpreadConstraints: "topologyKey",
};

export function render(folder: string, before: readonly Resource[] = []): readonly Resource[] {
  const file = join(folder, "kustomization.yaml");
  const kustomization: Kustomization & { readonly kind: string } = parse(readFileSync(file, "utf8"));
  const strays = Object.keys(kustomization).filter((key) => !understood.has(key));
  if (strays.length > 0) throw new Error(`${file} has ${strays.join(", ")}, which this does not render`);
  let resources = [...before];
  for (const path of kustomization.resources ?? []) {
    const at = join(folder, path);
    if (!existsSync(at)) throw new Error(`${file} names ${path}, which is not there`);
    resources.push(...(statSync(at).isDirectory() ? render(at) : [parse(readFileSync(at, "utf8"))]));
  }
  for (const path of kustomization.components ?? []) resources = [...render(join(folder, path), resources)];
  for (const { path } of kustomization.patches ?? []) {
    const patch: Resource = parse(readFileSync(join(folder, path), "utf8"));
    const meant = (it: Resource) => it.kind === patch.kind && it.metadata.name === patch.metadata.name;
    if (!resources.some(meant)) throw new Error(`${path} patches what is not there`);
    resources = resources.map((it) => (meant(it) ? (merged(it, patch) as Resource) : it));
  }
  return resources;
}

function merged(value: Value, patch: Value, name = ""): Value {
  if (isMap(value) && isMap(patch)) {
    const changed = Object.entries(patch).map(([key, it]) => {
      const old = value[key];
      return [key, old === undefined ? it : merged(old, it, key)] as const;
    });
    return { ...value, ...Object.fromEntries(changed) };
  }
  const key = keys[name];
  if (Array.isArray(value) && Array.isArray(patch) && key !== undefined) {
    const idOf = (it: Value) => (isMap(it) ? it[key] : undefined);
    const known = value.map((it: Value) => {
      const change = patch.find((other: Value) => idOf(other) === idOf(it));
      return change === undefined ? it : merged(it, change);
    });
    return [...known, ...patch.filter((it: Value) => !value.some((old: Value) => idOf(old) === idOf(it)))];
  }
  return patch;
}

const isMap = (value: Value): value is { readonly [key: string]: Value } =>
  typeof value === "object" && value !== null && !Array.isArray(value);
