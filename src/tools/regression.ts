/** Logistic regression over what is there or not, one need at a time: the same rows give the same weights everywhere. */

/** What a row has of what may be there, as numbers below `traits`, and which of the `needs` it is an example of. */
export type Row = { readonly traits: readonly number[]; readonly needs: ReadonlySet<number> };

export type Regression = {
  /** The log odds of each need where nothing is there. */
  readonly before: Float64Array;
  /** By trait, then by need: what it adds to the log odds. */
  readonly weights: readonly Float64Array[];
};

const rounds = 300;
const pace = 60;
/** What a weight has to be worth, so that words which say little say nothing. */
const thrift = 3e-5;

/** Descends the gradient over all rows at once. A row's traits weigh as if its length were 1: long rows say no more. */
export function regress(rows: readonly Row[], size: { traits: number; needs: number }): Regression {
  const weights = Array.from({ length: size.traits }, () => new Float64Array(size.needs));
  const slopes = Array.from({ length: size.traits }, () => new Float64Array(size.needs));
  const before = new Float64Array(size.needs).fill(-3);
  for (let round = 0; round < rounds; round++) {
    const shift = new Float64Array(size.needs);
    for (const slope of slopes) slope.fill(0);
    for (const row of rows) {
      const scale = 1 / Math.sqrt(Math.max(1, row.traits.length));
      const errors = errorsOf(row, { before, weights }, scale);
      addTo(shift, errors, 1);
      for (const trait of row.traits) addTo(slopes[trait], errors, scale);
    }
    addTo(before, shift, -2 / rows.length);
    for (const [trait, own] of weights.entries()) {
      addTo(own, slopes[trait], -pace / rows.length);
      for (const [need, weight] of own.entries())
        own[need] = Math.sign(weight) * Math.max(0, Math.abs(weight) - pace * thrift);
    }
  }
  return { before, weights };
}

/** How far the row's likelihoods are above what they should be. */
function errorsOf(row: Row, { before, weights }: Regression, scale: number): Float64Array {
  const errors = Float64Array.from(before);
  for (const trait of row.traits) addTo(errors, weights[trait], scale);
  for (const [need, odds] of errors.entries())
    errors[need] = 1 / (1 + Math.exp(-odds)) - (row.needs.has(need) ? 1 : 0);
  return errors;
}

function addTo(sums: Float64Array | undefined, more: Float64Array | undefined, scale: number): void {
  if (!sums || !more) return;
  for (let at = 0; at < sums.length; at++) sums[at] = (sums[at] ?? 0) + scale * (more[at] ?? 0);
}
