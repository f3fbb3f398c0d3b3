/** What the fuzzer tells: what went wrong with which case, and how much was tried. */

export type Finding = { readonly at: number; readonly input: string; readonly wrong: readonly string[] };

/** Cases `first` up to, and without, `first + count`. */
export type Range = { readonly seed: number; readonly first: number; readonly count: number };

/** Where there is more wrong than this, the first will do. */
export const mostFindings = 20;

export const traceOf = (error: unknown): readonly string[] =>
  error instanceof Error
    ? [(error.stack ?? error.message).split("\n").slice(0, 6).join("\n")]
    : [String(error)];
