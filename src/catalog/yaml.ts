/** Reads YAML, or the line where it stops being YAML. */
import { load, YAMLException } from "js-yaml";
import type { Mistake } from "./mistake.ts";

/** What a file holds; a mistake where it is no YAML. */
export function readYaml(source: string, file: string): { readonly data: unknown } | Mistake {
  try {
    return { data: load(source) };
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    return { file, path: `line ${(error.mark?.line ?? 0) + 1}`, message: error.reason };
  }
}
