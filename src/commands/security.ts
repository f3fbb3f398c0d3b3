/** `security`: the advisories known for a mesh, as far as they were found. */
import { type Context, defineCommand } from "../bot/command.ts";
import { isProblem } from "../bot/problem.ts";
import { type Card, link, plain, strong } from "../card/card.ts";
import { bannersFor } from "../catalog/banners.ts";
import { type MeshRef, meshOf, nameOf, sourceOf } from "../catalog/catalog.ts";
import { readOne } from "./parse/one.ts";
import { factButtons, footer, shortName } from "./present/footer.ts";

type Advisory = {
  readonly id: string;
  readonly title: string;
  readonly severity?: string | undefined;
  readonly affects: string;
  readonly fixedIn?: string | undefined;
  readonly published: string;
};
type Value = { readonly mesh: string; readonly advisories: readonly Advisory[] };

export const security = defineCommand<MeshRef, Value>({
  name: "security",
  aliases: ["advisories", "cve", "cves", "vulnerabilities"],
  summary: "List the security advisories known for a mesh",
  usage: "<mesh>",
  examples: ["security istio", "security advisories for consul"],
  parse: (text, context) => {
    const one = readOne(cleaned(text), "security", context);
    return isProblem(one) && one.outcome === "usage"
      ? { ...one, buttons: [...one.buttons, { label: "Security features", command: "feature security" }] }
      : one;
  },
  overhear: (text, context) => {
    const said =
      /^(?:security )?(?:advisories|vulnerabilities|cves?|security (?:issues|problems|bulletins))(?: (?:for|of|in|about))? (.+)$|^(?:what|which|any|known|list) (?:known )?(?:security )?(?:advisories|vulnerabilities|cves?)(?: (?:does|do|are there|for|of|in|has))* (.+?)(?: have)?$|^is (.+) (?:vulnerable|secure)$/iu.exec(
        text,
      );
    const name = said?.[1] ?? said?.[2] ?? said?.[3];
    if (name === undefined) return undefined;
    const one = readOne(name, "security", context);
    return isProblem(one) && one.outcome === "unknown" ? undefined : one;
  },
  answer: ({ mesh }, { catalog }) => ({
    mesh,
    advisories: (meshOf(catalog, mesh).advisories ?? [])
      .map(({ sources: _, ...advisory }) => advisory)
      .sort((a, b) => (a.published < b.published ? 1 : -1)),
  }),
  present,
  again: ({ mesh }) => `security ${mesh}`,
  topic: (ref) => ({ meshes: [ref], needs: "" }),
});

const cleaned = (text: string) =>
  text.replace(/^(?:advisories|issues|bulletins|cves?)?\s*(?:for|of|in)?\s*/iu, "");

function present({ mesh: id, advisories }: Value, { catalog, today }: Context): Card {
  const ref = { mesh: id };
  const mesh = meshOf(catalog, id);
  const sourceFor = (advisory: string) => {
    const key = mesh.advisories?.find((it) => it.id === advisory)?.sources[0];
    return key === undefined ? undefined : sourceOf(catalog, mesh, key).url;
  };
  return {
    title: `${nameOf(catalog, ref)}: security advisories`,
    banners: bannersFor(catalog, [ref], today),
    blocks: [
      advisories.length > 0
        ? {
            type: "list",
            items: advisories.map(({ id: name, title, severity, affects, fixedIn, published }) => [
              strong(severity === undefined ? "" : `${severity.toUpperCase()} `),
              link(name, sourceFor(name)),
              plain(
                ` (${published}): ${title}. Affects ${affects}${fixedIn === undefined ? "" : `; fixed in ${fixedIn}`}.`,
              ),
            ]),
          }
        : {
            type: "paragraph",
            text: "None is known to me. That is not to say there is none: nobody has looked for all.",
          },
      footer(
        catalog,
        [],
        `As far as they were found and sourced; read ${mesh.name}’s own list before you rely on this.`,
      ),
      {
        type: "buttons",
        buttons: [
          { label: "Versions", command: `versions ${id}` },
          { label: "Security features", command: `feature security of ${id}` },
          { label: `Show ${shortName(catalog, ref)}`, command: `show ${id}` },
          ...factButtons([ref]),
        ],
      },
    ],
  };
}
