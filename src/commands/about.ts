/** `about`: what this bot is, how old its knowledge is, and what it does with what you type. */

import { defineCommand, parsed } from "../bot/command.ts";
import { coverage } from "../catalog/machine.ts";

type Value = {
  readonly version: string;
  readonly date: string;
  readonly meshes: number;
  readonly features: number;
  readonly cells: number;
  readonly known: number;
};

export const about = defineCommand<null, Value>({
  name: "about",
  aliases: ["version", "privacy"],
  summary: "Say what I am, how old my facts are, and what I do with your messages",
  usage: "",
  examples: ["about"],
  parse: () => parsed(null),
  answer: (_, { catalog, today }) => {
    const { version, date } = catalog;
    const { meshes, features, cells, known } = coverage(catalog, today);
    return { version, date, meshes, features, cells, known };
  },
  present: ({ version, date, meshes, features, cells, known }) => ({
    title: "About Mesh Advisor",
    banners: [],
    blocks: [
      {
        type: "facts",
        facts: [
          { label: "Catalog", value: `${version} of ${date}` },
          {
            label: "Knowledge",
            value: `${meshes} meshes, ${features} features, ${known} of ${cells} facts known`,
          },
          {
            label: "How I answer",
            value:
              "By rules over the catalog, with no language model: the same question gets the same answer everywhere.",
          },
          {
            label: "Your messages",
            value:
              "They are read in memory and never logged. Kept or posted is only what you ask to record or report.",
          },
          { label: "Licence", value: "Apache-2.0" },
        ],
      },
      {
        type: "buttons",
        buttons: [
          { label: "List all meshes", command: "list" },
          { label: "Help", command: "help" },
        ],
      },
    ],
  }),
});
