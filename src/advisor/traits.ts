/** What a message is made of for one who does not know its phrases: its words, and pairs of neighbouring words. */
import type { Token } from "./tokens.ts";

export type Trait = {
  /** A stem, or two stems with a space between. */
  readonly text: string;
  /** The places of its words among the tokens. */
  readonly at: readonly number[];
};

/** Each trait once, where it stands first. A pair does not reach over a stop or a pause. */
export function traitsOf(tokens: readonly Token[]): readonly Trait[] {
  const traits = new Map<string, Trait>();
  const add = (text: string, ...at: number[]) => {
    if (!traits.has(text)) traits.set(text, { text, at });
  };
  const isSpoken = (token: Token | undefined) => token?.kind === "word" || token?.kind === "joint";
  for (const [at, token] of tokens.entries()) {
    if (!isSpoken(token)) continue;
    add(token.stem, at);
    const next = tokens[at + 1];
    if (next && isSpoken(next)) add(`${token.stem} ${next.stem}`, at, at + 1);
  }
  return [...traits.values()];
}
