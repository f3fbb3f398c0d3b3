/** The words for grades: a sign that is never alone, and what it means to one who wants the thing. */
import type { Tone } from "../../card/card.ts";
import { type Grade, type GradedCell, limitsOf } from "../../catalog/catalog.ts";

const words: Record<Grade, { readonly sign: string; readonly word: string; readonly tone: Tone }> = {
  default: { sign: "✓", word: "Yes, by default", tone: "good" },
  "opt-in": { sign: "✓", word: "Yes, opt-in", tone: "good" },
  partial: { sign: "◐", word: "Partly", tone: "fair" },
  "vendor-only": { sign: "◐", word: "Vendor only", tone: "fair" },
  none: { sign: "✗", word: "No", tone: "bad" },
  unknown: { sign: "?", word: "Not known", tone: "unknown" },
  "not-applicable": { sign: "–", word: "Does not apply", tone: "unknown" },
};

export const toneOf = (grade: Grade): Tone => words[grade].tone;

/** “✓ Yes, opt-in (beta, Enterprise)”. */
export function gradeText(cell: GradedCell): string {
  return `${words[cell.grade].sign} ${gradeWord(cell)}`;
}

/** The same without its sign, for where signs are in the way. */
export const gradeWord = (cell: GradedCell): string => {
  const limits = limitsOf(cell);
  return `${words[cell.grade].word}${limits.length > 0 ? ` (${limits.join(", ")})` : ""}`;
};

/** How a yes-or-no question is answered. */
export const verdictOf: Record<Grade, string> = {
  default: "Yes, by default",
  "opt-in": "Yes, once you turn it on",
  partial: "Partly",
  "vendor-only": "Only in a commercial edition",
  none: "No",
  unknown: "Not known",
  "not-applicable": "That does not apply",
};

/** How a yes-or-no question about many meshes sorts them. */
export const answerOf: Record<Grade, string> = {
  default: "Yes",
  "opt-in": "Yes",
  partial: "Partly",
  "vendor-only": "Only in a commercial edition",
  none: "No",
  unknown: "Not known",
  "not-applicable": "Does not apply",
};

/** The sign and words of a grade by its id; any other value as it is. */
export const gradeWords = (value: string): string => {
  const known = Object.entries(words).find(([grade]) => grade === value)?.[1];
  return known ? `${known.sign} ${known.word}` : value;
};
