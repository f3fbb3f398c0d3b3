/** Breaks styled text into lines of a width. */

export type Style = "none" | "bold" | "dim" | "red" | "green" | "yellow" | "blue" | "cyan";
type Piece = { readonly text: string; readonly style: Style };
type Paint = (style: Style, text: string) => string;

/** Words move whole, whatever their pieces; one longer than the line is cut. Every piece is painted for itself. */
export function wrap(pieces: readonly Piece[], width: number, paint: Paint): readonly string[] {
  const room = Math.max(width, 8);
  const lines: Piece[][] = [[]];
  let used = 0;
  for (const word of wordsOf(pieces).flatMap((it) => cut(it, room))) {
    const length = lengthOf(word);
    if (used > 0 && used + 1 + length > room) {
      lines.push([]);
      used = 0;
    }
    if (used > 0) lines.at(-1)?.push({ text: " ", style: "none" });
    lines.at(-1)?.push(...word);
    used += length + (used > 0 ? 1 : 0);
  }
  return lines.map((line) =>
    line.map(({ text, style }) => (text === " " ? text : paint(style, text))).join(""),
  );
}

const lengthOf = (word: readonly Piece[]) => word.reduce((sum, { text }) => sum + text.length, 0);

/** Words as runs of pieces with no white space between them. */
function wordsOf(pieces: readonly Piece[]): readonly (readonly Piece[])[] {
  const words: Piece[][] = [[]];
  for (const { text, style } of pieces)
    for (const [at, part] of text.split(/\s+/u).entries()) {
      if (at > 0) words.push([]);
      if (part !== "") words.at(-1)?.push({ text: part, style });
    }
  return words.filter((word) => word.length > 0);
}

/** A word that fits no line, cut into pieces of a line each; an address stays whole, to be clicked. */
function cut(word: readonly Piece[], room: number): readonly (readonly Piece[])[] {
  if (lengthOf(word) <= room || word.some(({ text }) => text.includes("://"))) return [word];
  return word.flatMap(({ text, style }) =>
    Array.from({ length: Math.ceil(text.length / room) }, (_, at) => [
      { text: text.slice(at * room, (at + 1) * room), style },
    ]),
  );
}
