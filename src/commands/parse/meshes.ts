/** Reads the meshes a message names, in order, with what had to be assumed. */
import type { Context } from "../../bot/command.ts";
import { type Problem, problem } from "../../bot/problem.ts";
import type { Button } from "../../card/card.ts";
import { bannersFor } from "../../catalog/banners.ts";
import { type MeshRef, meshOf, nameOf } from "../../catalog/catalog.ts";
import type { Found } from "../../catalog/find.ts";
import { foldName } from "../../text/tidy.ts";
import { typed } from "../present/footer.ts";

export type Named = { readonly refs: readonly MeshRef[]; readonly assumed: readonly string[] };

/** Words between names that say nothing themselves. */
const separator =
  /\s*(?:[,;&/|+]|\b(?:vs|versus|v|and|or|with|to|against|from|plus|than|between|compared)\b\.?)\s*/giu;
const filler =
  /^(?:the|a|an|me|us|about|between|both|of|on|mesh|meshes|service|service mesh|please|show|compare|how|does|do|is|are)$/iu;
const pronoun =
  /^(?:it|its|that|this|those|these|them|they|same|this one|that one|the same|the two|both of them|the top two)$/iu;
const longestName = 6;

type Reading = { readonly words: string; readonly found: Found<MeshRef> };

/**
 * Every mesh named in `text`; pronouns stand for what the conversation is about.
 * `retry` builds the command a button runs once the asker has chosen, from the text with the doubtful words replaced.
 */
export function readMeshes(text: string, context: Context, retry: (text: string) => string): Named | Problem {
  const whole = context.find.exactMesh(text);
  if (whole) return { refs: [whole], assumed: [] };
  const refs: MeshRef[] = [];
  const assumed: string[] = [];
  for (const chunk of chunksOf(text)) {
    const mode = modeOfLast(chunk, refs, context);
    if (mode) {
      add(refs, mode);
      continue;
    }
    if (pronoun.test(chunk) && context.topic.meshes.length > 0) {
      for (const ref of context.topic.meshes) add(refs, ref);
      continue;
    }
    for (const { words, found } of scan(chunk, context)) {
      const again = modeOfLast(words, refs, context);
      if (again) add(refs, again);
      else if (found.kind === "exact") add(refs, found.item);
      else if (found.kind === "assumed") {
        add(refs, found.item);
        assumed.push(found.because);
      } else return unclear(found, context, (ref) => retry(text.replace(words, typed(ref))));
    }
  }
  return { refs, assumed };
}

const chunksOf = (text: string): readonly string[] =>
  text
    .split(separator)
    .map((chunk) => chunk.trim())
    .filter((chunk) => chunk !== "" && !filler.test(chunk));

/** “ambient vs sidecar” after Istio: a mode named alone belongs to the mesh before it. */
function modeOfLast(chunk: string, refs: readonly MeshRef[], { find }: Context): MeshRef | undefined {
  const last = refs.at(-1);
  if (!last || find.exactMesh(chunk)) return undefined;
  const ref = find.exactMesh(`${last.mesh} ${chunk}`);
  return ref?.mode === undefined ? undefined : ref;
}

function add(refs: MeshRef[], ref: MeshRef): void {
  refs.push(ref);
}

/** Splits a chunk into names: the longest exact ones first, then what is close, then what is left. */
function scan(chunk: string, context: Context): readonly Reading[] {
  const words = chunk.split(/\s+/u).filter((word) => foldName(word) !== "");
  const readings: Reading[] = [];
  for (let at = 0; at < words.length; ) {
    const reading = readingAt(words, at, context);
    if (reading) readings.push(reading);
    at += reading ? reading.words.split(" ").length : 1;
  }
  return readings;
}

/** The name that starts at a word; undefined where the word only fills. */
function readingAt(words: readonly string[], at: number, { find }: Context): Reading | undefined {
  const phrases: string[] = [];
  for (let length = Math.min(longestName, words.length - at); length > 0; length--)
    phrases.push(words.slice(at, at + length).join(" "));
  for (const phrase of phrases) {
    const item = find.exactMesh(phrase);
    if (item) return { words: phrase, found: { kind: "exact", item } };
  }
  const single = phrases.at(-1) ?? "";
  if (filler.test(single)) return undefined;
  const close = phrases.slice(-4).map((phrase) => ({ words: phrase, found: find.mesh(phrase) }));
  const sure = close.find(({ found }) => found.kind === "assumed");
  const doubtful = close.find(({ found }) => found.kind === "ambiguous");
  return sure ?? doubtful ?? { words: single, found: { kind: "unknown", words: single } };
}

/** The card for a name that is doubtful or unknown, with a button for each mesh it may have meant. */
function unclear(
  found: Extract<Found<MeshRef>, { kind: "ambiguous" | "unknown" }>,
  { catalog, today }: Context,
  commandFor: (ref: MeshRef) => string,
): Problem {
  const said = `“${shorten(found.words)}”`;
  if (found.kind === "unknown")
    return problem(
      "unknown",
      `I know no mesh called ${said}`,
      "See the meshes I know, or type another name.",
      [{ label: "List all meshes", command: "list" }],
    );
  const shared = found.items.every((ref) => meshOf(catalog, ref.mesh).sharedNames !== undefined);
  const buttons: readonly Button[] = found.items.map((ref) => ({
    label: nameOf(catalog, ref),
    command: commandFor(ref),
  }));
  const text = shared
    ? `Several meshes go by ${said}.`
    : `${said} is not a mesh I know by that name. Did you mean one of these?`;
  return {
    ...problem("ambiguous", `Which mesh is ${said}?`, text, buttons),
    banners: bannersFor(catalog, found.items, today),
  };
}

const shorten = (text: string) => (text.length > 40 ? `${text.slice(0, 39)}…` : text);
