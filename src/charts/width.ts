/** How wide text is drawn, as a share of its size: never less than it will be, so that nothing is cut. */

/** Characters of about one width in the font's bold, which is the wider one. */
const classes: readonly (readonly [characters: string, width: number])[] = [
  ["ijlI’‘ ", 0.3],
  [".,:;·!¹'\\`", 0.34],
  ["tf|()[]/", 0.39],
  ["r{}°²³-_^1", 0.48],
  ['–“”"', 0.53],
  ["acçeéèêëksvxyzáàâäãåoóòôöõJLFEÉ7?", 0.62],
  ["bdghnñpquúùûü02345689$€£BKPRSTZ#&*+<>=~", 0.7],
  ["ACÇDGHNOÖQUÜVXYÄ", 0.77],
  ["w½", 0.88],
  ["mM…", 0.97],
  ["W%@—", 1.05],
];

const widths = new Map(classes.flatMap(([characters, width]) => [...characters].map((it) => [it, width])));
/** Whatever is not listed is taken for as wide as it is high. */
const otherwise = 1.1;

export const widthOf = (text: string, size: number): number =>
  [...text].reduce((sum, character) => sum + (widths.get(character) ?? otherwise), 0) * size;

/** Text in lines no wider than `room`; a word that fits no line is broken. */
export function linesOf(text: string, size: number, room: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text
    .split(/\s+/u)
    .filter((it) => it !== "")
    .flatMap((it) => broken(it, size, room))) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && widthOf(longer, size) > room) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return line === "" ? lines : [...lines, line];
}

function broken(word: string, size: number, room: number): readonly string[] {
  const parts: string[] = [];
  let part = "";
  for (const character of word) {
    if (part !== "" && widthOf(part + character, size) > room) {
      parts.push(part);
      part = "";
    }
    part += character;
  }
  return [...parts, part];
}
