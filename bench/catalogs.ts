/** Catalogs of any size: the real one, and meshes made up from it under names of their own. */
import { loadAdvisor } from "../src/advisor/load.ts";
import { ownCatalog } from "../src/app.ts";
import type { Catalog } from "../src/catalog/catalog.ts";
import { createFinder } from "../src/catalog/find.ts";
import { loadCatalog } from "../src/catalog/load.ts";
import type { Knowledge } from "../src/knowledge.ts";
import { createRandom } from "../test/fuzz/random.ts";

const syllables =
  "ba be bo da de do fa fi fo ga go ka ke ki ko la le li lo ma me mi mo na ne no pa pe po ra re ri ro sa se si so ta te ti to va ve vi vo za ze zo".split(
    " ",
  );

/** The same names for the same size. */
export function knowledgeOf(size: number): Knowledge {
  const real = loadCatalog(ownCatalog);
  const random = createRandom(1);
  const taken = new Set<string>();
  const madeUp = Array.from({ length: Math.max(0, size - real.meshes.length) }, (_, at) => {
    const model = real.meshes[at % real.meshes.length];
    if (!model) throw new Error("the catalog has no mesh");
    let id = "";
    while (id === "" || taken.has(id))
      id = Array.from({ length: 3 + random.below(3) }, () => random.pick(syllables)).join("");
    taken.add(id);
    return {
      ...model,
      id,
      name: id.toUpperCase(),
      aliases: [`${id} mesh`],
      impliedBy: [],
      sharedNames: [],
      modes: [],
    };
  });
  const meshes = [...real.meshes, ...madeUp];
  const catalog: Catalog = { ...real, meshes, meshById: new Map(meshes.map((mesh) => [mesh.id, mesh])) };
  return {
    catalog,
    history: [],
    find: createFinder(catalog),
    advisor: loadAdvisor(ownCatalog, catalog),
  };
}
