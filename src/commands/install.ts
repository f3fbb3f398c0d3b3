/** `install`: the commands that install a mesh, from its own documentation. */
import { type Context, defineCommand, type Parsed, parsed } from "../bot/command.ts";
import { isProblem, type Problem, problem } from "../bot/problem.ts";
import { type Block, type Card, join, link, plain } from "../card/card.ts";
import { bannersFor } from "../catalog/banners.ts";
import { type MeshRef, meshOf, sourceOf } from "../catalog/catalog.ts";
import { readOne } from "./parse/one.ts";
import { factButtons, footer } from "./present/footer.ts";

const ways = ["helm", "cli", "operator"] as const;
type Way = (typeof ways)[number];
const wayNames: Record<Way, string> = { helm: "Helm", cli: "the CLI", operator: "an operator" };

type Query = { readonly ref: MeshRef; readonly way?: Way };
type Value = {
  readonly mesh: string;
  readonly way: Way;
  readonly steps: readonly { readonly title: string; readonly commands: readonly string[] }[];
  readonly asOf: string;
};

export const install = defineCommand<Query, Value>({
  name: "install",
  aliases: ["setup", "deploy"],
  summary: "Show the commands that install a mesh",
  usage: "<mesh> [helm|cli|operator]",
  examples: ["install linkerd cli", "how do I install consul with helm", "install istio"],
  parse: read,
  overhear: (text, context) => {
    const asked =
      /^(?:how (?:do|can|should|would) (?:i|we|you|one)|how to|show (?:me )?how to|steps to|help (?:me )?) ?(?:install|set ?up|deploy|get started with)(?:ing)? (.+)$|^install(?:ing|ation of|ation for)? (.+)$|^(.+?) (?:install(?:ation)?|setup)(?: (?:guide|steps|commands|instructions))?$/iu.exec(
        text,
      );
    const name = asked?.[1] ?? asked?.[2] ?? asked?.[3];
    return name === undefined ? undefined : read(name, context);
  },
  answer: ({ ref, way }, { catalog, today }) => {
    const { id, name, install: guides } = meshOf(catalog, ref.mesh);
    const offered = ways.filter((it) => guides[it] !== undefined);
    const chosen = way ?? offered[0];
    const guide = chosen && guides[chosen];
    if (!chosen || !guide)
      return {
        ...problem(
          "unknown",
          `No ${way ? `way with ${wayNames[way]}` : "installation"} is known for ${name}`,
          offered.length > 0 ? "These ways are known." : "Its documentation names none that still works.",
          offered.map((it) => ({ label: `With ${wayNames[it]}`, command: `install ${id} ${it}` })),
        ),
        banners: bannersFor(catalog, [ref], today),
      };
    return { mesh: id, way: chosen, steps: guide.steps, asOf: guide.asOf };
  },
  present,
  again: ({ ref, way }) => `install ${ref.mesh}${way === undefined ? "" : ` ${way}`}`,
  topic: ({ ref }) => ({ meshes: [ref], needs: "" }),
});

function read(text: string, context: Context): Parsed<Query> | Problem {
  const [, word] = /\b(helm|cli|operator|operatorhub|kumactl|istioctl)\b/iu.exec(text) ?? [];
  const way =
    ways.find((it) => it === word?.toLowerCase()) ??
    (word === undefined ? undefined : /hub/iu.test(word) ? "operator" : "cli");
  const names = text
    .replace(
      /\b(?:(?:with|using|via|by|through|from)\s+)?(?:the\s+)?(?:helm|cli|operator(?:hub)?)(?:\s+chart)?\b/giu,
      " ",
    )
    .replace(/\s+/gu, " ")
    .replace(/ (?:on|in|to|onto) .*$/iu, "")
    .trim();
  const one = readOne(names, "install", context, way ? ` ${way}` : "");
  return isProblem(one) ? one : parsed({ ref: one.query, ...(way && { way }) }, one.assumed);
}

function present({ mesh: id, way, steps, asOf }: Value, { catalog, today }: Context): Card {
  const mesh = meshOf(catalog, id);
  const guide = mesh.install[way];
  const others = ways.filter((it) => it !== way && mesh.install[it] !== undefined);
  const cited = (guide?.sources ?? []).map((key) => sourceOf(catalog, mesh, key));
  return {
    title: `Install ${mesh.name} with ${wayNames[way]}`,
    banners: bannersFor(catalog, [{ mesh: id }], today),
    blocks: [
      ...(guide?.note === undefined ? [] : [{ type: "paragraph" as const, text: guide.note }]),
      ...steps.flatMap(({ title, commands }, at): Block[] => [
        { type: "paragraph", text: `${at + 1}. ${title}` },
        { type: "code", code: commands.join("\n") },
      ]),
      footer(
        catalog,
        [],
        [
          plain("From "),
          ...join(
            cited.map(({ title, url }) => [link(title, url)]),
            ", ",
          ),
          plain(` (as of ${asOf}). Read a command before you run it.`),
        ],
      ),
      {
        type: "buttons",
        buttons: [
          ...others.map((it) => ({ label: `With ${wayNames[it]}`, command: `install ${id} ${it}` })),
          {
            label: `Show ${mesh.name.length > 20 ? id : mesh.name}`,
            command: `show ${id}`,
          },
          ...factButtons([{ mesh: id }]),
        ],
      },
    ],
  };
}
