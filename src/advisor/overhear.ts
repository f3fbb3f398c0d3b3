/** Whether free text is for the advisor: it asks which mesh fits, states needs, or doubts that a mesh is needed. */
import type { Catalog } from "../catalog/catalog.ts";
import type { Reading } from "./read.ts";
import type { Requirement } from "./schema.ts";

export function createOverhears(
  read: (text: string) => Reading,
  catalog: Catalog,
  requirementById: ReadonlyMap<string, Requirement>,
) {
  return (text: string): boolean => {
    const { needs, signals } = read(text);
    const named = needs.filter(({ id, polarity }) => polarity === "want" && catalog.meshById.has(id));
    const stated = needs.filter(({ id, strength }) => requirementById.has(id) && strength !== "ignore");
    const aboutMeshes = signals.has("mesh") || named.length > 0;
    if (signals.has("elsewhere") && !aboutMeshes) return false;
    if (signals.has("doubts")) return aboutMeshes || stated.length > 0;
    // “does Linkerd support rate limiting?” names a mesh: it asks for a fact, not for advice.
    if (signals.has("asks")) return named.length === 0 || stated.length > 0;
    return named.length === 0 && (stated.length >= 2 || (stated.length === 1 && signals.has("mesh")));
  };
}
