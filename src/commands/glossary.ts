/** `glossary`: the meshes and features that a text names, each in a sentence. */
import { type Context, defineCommand, parsed } from "../bot/command.ts";
import { problem } from "../bot/problem.ts";
import { type Button, type Card, type Option, plain, strong, type Text } from "../card/card.ts";
import { bannersFor } from "../catalog/banners.ts";
import { type Feature, featureOf, type MeshRef, meshOf, nameOf } from "../catalog/catalog.ts";
import { foldName } from "../text/tidy.ts";
import { comparisonOf, mostMeshes } from "./parse/comparison.ts";
import { footer, typed } from "./present/footer.ts";

type Value = {
  readonly meshes: readonly MeshRef[];
  readonly features: readonly string[];
  /** How many more the text names. */
  readonly more: number;
};

const mostOfEach = 5;
const longestName = 5;

export const glossary = defineCommand<string, Value>({
  name: "glossary",
  summary: "Explain the meshes and features that a text names",
  usage: "<text>",
  examples: ["glossary we moved from OSM to Linkerd for its mTLS and retries"],
  parse: (text) =>
    text === ""
      ? problem(
          "usage",
          "Explain which text?",
          "Put it after the command, such as glossary we run Istio.",
          [],
        )
      : parsed(text),
  answer: (text, context) => {
    const { refs, features } = namesIn(text, context);
    const left = [refs, features].reduce((sum, all) => sum + Math.max(0, all.length - mostOfEach), 0);
    return { meshes: refs.slice(0, mostOfEach), features: features.slice(0, mostOfEach), more: left };
  },
  present,
  topic: (_, { meshes }) => ({ meshes, needs: "" }),
});

/** What is named, each once, in the order it is named in. */
function namesIn(text: string, context: Context) {
  const refs = new Map<string, MeshRef>();
  const features = new Set<string>();
  for (const part of text.split(/[,;:!?()[\]{}"|]|\.(?:\s|$)|\s[-–]\s/u)) {
    const words = part.split(/\s+/u).filter((word) => foldName(word) !== "");
    for (let at = 0; at < words.length; ) {
      const found = nameAt(words, at, context);
      if (found?.ref) refs.set(typed(found.ref), found.ref);
      if (found?.feature) features.add(found.feature);
      at += found?.length ?? 1;
    }
  }
  return { refs: [...refs.values()], features: [...features] };
}

/** The longest name that starts at a word. */
function nameAt(words: readonly string[], at: number, { find, catalog }: Context) {
  for (let length = Math.min(longestName, words.length - at); length > 0; length--) {
    const phrase = words.slice(at, at + length).join(" ");
    const ref = find.exactMesh(phrase);
    if (ref) return { length, ref };
    const subject = find.exactSubject(phrase);
    if (subject?.kind !== "feature") continue;
    const feature = featureOf(catalog, subject.id);
    if (feature.kind === "graded" && (length > 1 || isTerm(phrase, feature)))
      return { length, feature: feature.id };
  }
  return undefined;
}

/** A word alone is a term where it is the feature's own name or written like one, as OPA and eBPF are; “free” is none. */
const isTerm = (word: string, { id, name }: Feature): boolean =>
  [id, name].map(foldName).includes(foldName(word)) || /^.+\p{Lu}|\p{N}/u.test(word);

/** What a message names may be nothing: that is an answer, too. */
const nothing: Card = {
  title: "Nothing there that I could explain",
  banners: [],
  blocks: [
    {
      type: "paragraph",
      text: "I look for the names of service meshes, such as Istio, and of what they do, such as mTLS or rate limiting.",
    },
    {
      type: "buttons",
      buttons: [
        { label: "All meshes", command: "list" },
        { label: "Help", command: "help" },
      ],
    },
  ],
};

function present({ meshes, features, more }: Value, { catalog, today }: Context): Card {
  if (meshes.length + features.length === 0) return nothing;
  const about = (name: string, says: string): Text => [strong(name), plain(`: ${says}`)];
  const named = features.map((id) => featureOf(catalog, id));
  const options: readonly Option[] = [
    ...meshes.map((ref) => ({ label: nameOf(catalog, ref), command: `show ${typed(ref)}` })),
    ...named.map(({ id, name }) => ({ label: name, command: `feature ${id}` })),
  ];
  const buttons: readonly Button[] =
    meshes.length >= 2 && meshes.length <= mostMeshes
      ? [{ label: "Compare the meshes", command: comparisonOf(meshes) }]
      : [];
  return {
    title: "Named in this text",
    banners: bannersFor(catalog, meshes, today),
    blocks: [
      {
        type: "list",
        items: [
          ...meshes.map((ref) => about(nameOf(catalog, ref), meshOf(catalog, ref.mesh).tagline)),
          ...named.map(({ name, meaning }) => about(name, meaning)),
        ],
      },
      ...(more > 0 ? [{ type: "note" as const, text: `${more} more are named there.` }] : []),
      footer(catalog, []),
      { type: "select", label: "Open…", options },
      ...(buttons.length > 0 ? [{ type: "buttons" as const, buttons }] : []),
    ],
  };
}
