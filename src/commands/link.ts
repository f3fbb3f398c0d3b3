/** `link`: a small card for an address of a mesh's website, as a preview of it. */
import { type Context, defineCommand, type Parsed, parsed } from "../bot/command.ts";
import { type Problem, problem } from "../bot/problem.ts";
import { type Card, link as linkTo, plain } from "../card/card.ts";
import { bannersFor } from "../catalog/banners.ts";
import { meshOf, sourceOf } from "../catalog/catalog.ts";
import { meshAt } from "../catalog/sites.ts";
import { companySays } from "./present/company.ts";
import { footer, shortName } from "./present/footer.ts";

type Query = { readonly mesh: string };
type Value = Query & {
  readonly name: string;
  readonly tagline: string;
  readonly lastRelease: { readonly version: string; readonly date: string };
};

export const link = defineCommand<Query, Value>({
  name: "link",
  aliases: ["url"],
  hidden: true,
  summary: "Say which mesh a web address is about",
  usage: "<address>",
  examples: ["link https://istio.io/latest/docs/", "https://linkerd.io"],
  parse: read,
  overhear: (text, context) => {
    if (/^https?:\/\/\S+$/iu.test(text)) return read(text, context);
    const isHost = /^[\w-]+(?:\.[\w-]+)+(?:[/?#]\S*)?$/u.test(text);
    return isHost && meshAt(context.catalog, text) ? read(text, context) : undefined;
  },
  answer: ({ mesh: id }, { catalog }) => {
    const { name, tagline, lastRelease } = meshOf(catalog, id);
    return { mesh: id, name, tagline, lastRelease: { version: lastRelease.version, date: lastRelease.date } };
  },
  present,
  again: ({ mesh }) => `show ${mesh}`,
});

function read(text: string, { catalog }: Context): Parsed<Query> | Problem {
  const mesh = meshAt(catalog, text);
  if (mesh) return parsed({ mesh: mesh.id });
  return problem("unknown", "I know no mesh at that address", "Try its name, or see the meshes I know.", [
    { label: "List all meshes", command: "list" },
  ]);
}

function present({ mesh: id }: Value, { catalog, today }: Context): Card {
  const mesh = meshOf(catalog, id);
  const { name, tagline, suits, lastRelease } = mesh;
  const [source = ""] = lastRelease.sources;
  return {
    title: name,
    banners: bannersFor(catalog, [{ mesh: id }], today),
    blocks: [
      { type: "paragraph", text: `${tagline} Suits ${suits}.` },
      ...companySays(catalog, [{ mesh: id }]),
      {
        type: "facts",
        facts: [
          {
            label: "Latest release",
            value: [
              plain(`${lastRelease.version} of ${lastRelease.date} (`),
              linkTo("source", sourceOf(catalog, mesh, source).url),
              plain(")"),
            ],
          },
        ],
      },
      footer(catalog, [lastRelease]),
      {
        type: "buttons",
        buttons: [
          { label: `Show ${shortName(catalog, { mesh: id })}`, command: `show ${id}` },
          { label: "Compare…", command: `compare ${id}` },
        ],
      },
    ],
  };
}
