/** How long to wait, in milliseconds, after the nth failure in a row: from two seconds up to five minutes. */
export const backoff = (failures: number): number => Math.min(2 ** failures * 1000, 5 * 60 * 1000);
