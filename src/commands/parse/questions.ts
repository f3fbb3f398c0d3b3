/** Reads questions about a feature: “who supports wasm?”, “does kuma run on VMs?”, “istio mtls”. */
import type { Context } from "../../bot/command.ts";

export type FeatureQuestion = { readonly subject: string; readonly meshes: string };

const can =
  "(?:support|supports|have|has|do|does|offer|offers|provide|provides|run|runs|work|works|include|includes|come|comes|handle|handles|allow|allows|use|uses|need|needs|speak|speaks|get|give)";
const where = "(?: (?:on|with|without|in|for))?";

/** Each names its parts `mesh` and `subject`; the first whose subject is a feature wins. */
const patterns: readonly RegExp[] = [
  new RegExp(
    `^(?:who|which(?: of (?:them|these|those))?(?: service)?(?: mesh(?:es)?| ones?)?|what(?: service)? mesh(?:es)?|does any(?:one| mesh)?|do any(?: mesh(?:es)?)?)(?: can| could)? ${can}(?<preposition>${where}) (?<subject>.+)$`,
    "iu",
  ),
  new RegExp(
    `^(?:does|do|can|could|will|would) (?<mesh>.+?) ${can}(?<preposition>${where}) (?<subject>.+)$`,
    "isu",
  ),
  /^(?:is|are) (?<subject>.+?) (?:supported|available|possible|included|on|in|there)(?: (?:by|in|with|for))? (?<mesh>.+)$/iu,
  /^(?:is there|are there) (?<subject>.+?) (?:in|for|with) (?<mesh>.+)$/iu,
  /^(?:what(?:'s| is| are| does)|explain|define|why(?: do i need| use)?) (?:an? |the )?(?<subject>.+?)(?: mean| for)?$/iu,
  /^how (?:does|do|can) (?<mesh>.+?) (?:do|handle|support|implement) (?<subject>.+)$/iu,
  /^(?<subject>.+?) (?:in|for|on|with) (?<mesh>.+)$/iu,
];

export function featureQuestion(text: string, context: Context): FeatureQuestion | undefined {
  for (const pattern of patterns) {
    const { mesh = "", subject = "", preposition = "" } = pattern.exec(text)?.groups ?? {};
    const words = subject
      .replace(/^(?:an? |the |any |native |built-in )/iu, "")
      .replace(/ (?:please|yet|now|too|natively|out of the box)$/iu, "");
    const candidates = [`${preposition.trim()} ${words}`, words].map((it) => it.trim());
    const known =
      candidates.find((it) => context.find.exactSubject(it)) ?? candidates.find((it) => isNear(it, context));
    if (known && (mesh === "" || namesMesh(mesh, context))) return { subject: known, meshes: mesh };
  }
  return juxtaposed(text, context);
}

const isNear = (words: string, { find }: Context) =>
  words.length >= 4 && find.subject(words).kind === "assumed";

const namesMesh = (words: string, { find, topic }: Context): boolean =>
  (/^(?:it|they|them|that|this)$/iu.test(words) && topic.meshes.length > 0) ||
  words.split(/\s*(?:,|\band\b|\bor\b)\s*/iu).every((part) => find.mesh(part).kind !== "unknown");

/** “istio mtls” or “mtls istio”: a mesh and a feature, nothing else. */
function juxtaposed(text: string, { find }: Context): FeatureQuestion | undefined {
  const words = text.split(" ");
  for (let at = 1; at < words.length; at++) {
    const [head, tail] = [words.slice(0, at).join(" "), words.slice(at).join(" ")];
    if (find.exactMesh(text)) return undefined;
    if (find.exactMesh(head) && find.exactSubject(tail)) return { subject: tail, meshes: head };
    if (find.exactSubject(head) && find.exactMesh(tail)) return { subject: head, meshes: tail };
  }
  return find.exactSubject(text) ? { subject: text, meshes: "" } : undefined;
}
