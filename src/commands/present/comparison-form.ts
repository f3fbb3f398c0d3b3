/** The questions of `compare`: which meshes, and on what. */
import type { Form } from "../../card/form.ts";
import type { Catalog, MeshRef } from "../../catalog/catalog.ts";
import { typed } from "./footer.ts";

export const comparisonForm = (catalog: Catalog, refs: readonly MeshRef[]): Form => ({
  type: "form",
  title: "Compare meshes",
  open: "Choose meshes",
  submit: "Compare",
  shownBy: ["compare", ...refs.map(typed)].join(" "),
  command: "compare",
  between: " ",
  fields: [
    {
      id: "meshes",
      kind: "choices",
      required: true,
      least: 2,
      most: 5,
      label: "Which meshes?",
      hint: "Two to five.",
      options: catalog.meshes.map(({ id, name }) => ({ label: name, words: id })),
      suggests: "names meshes",
      ...(refs.length > 0 && { initial: refs.map(typed) }),
    },
    {
      id: "on",
      kind: "choice",
      lead: "on",
      label: "On what?",
      hint: "Leave it out to see what matters most.",
      options: catalog.groups.map(({ id, name }) => ({ label: name, words: id })),
      suggests: "names topics",
    },
  ],
});
