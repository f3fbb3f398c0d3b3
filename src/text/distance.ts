/** How far two spellings are apart, and whether they sound alike. */

/** Three rows of the table, used over and over: comparing a word with ten thousand names makes no garbage. */
let rows = [new Int32Array(64), new Int32Array(64), new Int32Array(64)];

/** Damerau–Levenshtein distance (adjacent letters may swap), or `bound + 1` once it is certain to exceed `bound`. */
export function distance(a: string, b: string, bound: number): number {
  const beyond = bound + 1;
  if (Math.abs(a.length - b.length) > bound) return beyond;
  if (b.length + 2 > (rows[0]?.length ?? 0)) rows = rows.map(() => new Int32Array(2 * b.length));
  let [before, above, row] = rows as [Int32Array, Int32Array, Int32Array];
  for (let j = 0; j <= b.length; j++) above[j] = j;
  for (let i = 1; i <= a.length; i++) {
    const letter = a.charCodeAt(i - 1);
    const previous = a.charCodeAt(i - 2);
    // Further from the diagonal every way costs more than the bound.
    const from = Math.max(1, i - bound);
    const to = Math.min(b.length, i + bound);
    row[from - 1] = from === 1 ? i : beyond;
    let least = at(row, from - 1);
    for (let j = from; j <= to; j++) {
      const other = b.charCodeAt(j - 1);
      let cost = Math.min(at(above, j), at(row, j - 1)) + 1;
      cost = Math.min(cost, at(above, j - 1) + (letter === other ? 0 : 1));
      if (letter === b.charCodeAt(j - 2) && previous === other) cost = Math.min(cost, at(before, j - 2) + 1);
      row[j] = cost;
      least = Math.min(least, cost);
    }
    row[to + 1] = beyond;
    if (least > bound) return beyond;
    [before, above, row] = [above, row, before];
  }
  return Math.min(at(above, b.length), beyond);
}

const at = (row: Int32Array, index: number): number => row[index] ?? 0;

/** A key that words which sound alike share: one letter a sound, vowels only at the start. */
export function soundOf(word: string): string {
  const letters = word
    .replace(/[^a-z]/gu, "")
    .replace(/ph/gu, "f")
    .replace(/sch|sh|ch/gu, "x")
    .replace(/c(?=[eiy])/gu, "s")
    .replace(/ck|[cqg]/gu, "k")
    .replace(/[z]/gu, "s")
    .replace(/w|v/gu, "f")
    .replace(/d/gu, "t")
    .replace(/b/gu, "p");
  return (
    letters.slice(0, 1) +
    letters
      .slice(1)
      .replace(/[aeiouyh]/gu, "")
      .replace(/(.)\1+/gu, "$1")
  );
}
