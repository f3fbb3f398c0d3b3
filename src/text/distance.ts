/** How far two spellings are apart, and whether they sound alike. */

/** Damerau–Levenshtein distance (adjacent letters may swap), or `bound + 1` once it is certain to exceed `bound`. */
export function distance(a: string, b: string, bound: number): number {
  if (Math.abs(a.length - b.length) > bound) return bound + 1;
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(at(above, j) + 1, at(row, j - 1) + 1, at(above, j - 1) + (same ? 0 : 1));
      if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, at(before, j - 2) + 1);
      row.push(cost);
      least = Math.min(least, cost);
    }
    if (least > bound) return bound + 1;
    before = above;
    above = row;
  }
  return at(above, b.length);
}

const at = (row: readonly number[], index: number): number => row[index] ?? Number.POSITIVE_INFINITY;

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
