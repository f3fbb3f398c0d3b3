/** A decision as a Markdown record in the form of MADR, to be kept beside the code. */
import type { Catalog } from "../../catalog/catalog.ts";
import type { Decision } from "../../store/store.ts";
import { decidedBy, decidedOn, nameIn, nameTyped, refIn } from "./decision.ts";
import { standsOf } from "./resting.ts";

/** `then` is the catalog that was decided on; undefined where it is not kept any more. */
export function adrOf(decision: Decision, then: Catalog | undefined, now: Catalog): string {
  const catalog = then ?? now;
  const { reason, needs, compared, sources, catalog: version } = decision;
  const name = nameIn(catalog, refIn(decision));
  const options = [name, ...compared.map((it) => nameTyped(catalog, it))];
  const stands = standsOf(decision, catalog);
  return `${[
    "---",
    "status: accepted",
    `date: ${decidedOn(decision)}`,
    `decision-makers: ${quoted(decidedBy(decision))}`,
    "---",
    "",
    `# Use ${inline(name)} as the service mesh`,
    "",
    "## Context and Problem Statement",
    "",
    needs === ""
      ? "Which service mesh shall we use?"
      : `Which service mesh shall we use? What we need: ${inline(needs)}`,
    "",
    "## Considered Options",
    "",
    ...options.map((it) => `* ${inline(it)}`),
    "",
    "## Decision Outcome",
    "",
    `Chosen option: "${inline(name)}", because ${inline(reason).replace(/[.\s]*$/u, "")}.`,
    "",
    ...(stands.length > 0
      ? [
          "### Facts it rests on",
          "",
          ...stands.map(({ feature, says }) => `* ${inline(feature)}: ${inline(says)}`),
          "",
        ]
      : []),
    "## More Information",
    "",
    `Decision ${decision.number}, on catalog ${version.version} of ${version.date}.`,
    ...(sources.length > 0 ? ["", ...sources.map((url) => `* <${url}>`)] : []),
  ].join("\n")}\n`;
}

/** `0007-use-linkerd.md`. */
export const adrName = ({ number, mesh, mode }: Decision): string =>
  `${String(number).padStart(4, "0")}-use-${mesh}${mode === undefined ? "" : `-${mode}`}.md`;

/** One line that Markdown shows as it is. */
const inline = (text: string): string =>
  text
    .replace(/\s+/gu, " ")
    .trim()
    .replace(/[\\`*_[\]<>#|]/gu, "\\$&");

const quoted = (text: string): string => JSON.stringify(text.replace(/\s+/gu, " "));
