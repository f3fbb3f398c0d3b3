/** A unified diff of edits to a text whose places are known. */

export type Edit = {
  /** The first line that is replaced, counted from 0. */
  readonly at: number;
  readonly remove: number;
  readonly insert: readonly string[];
};

const around = 3;

/** One hunk an edit, in order; edits must lie at least seven lines apart or their context repeats. */
export function unifiedDiff(file: string, text: string, edits: readonly Edit[]): string {
  const lines = text.split("\n");
  let shift = 0;
  const hunks = [...edits]
    .sort((a, b) => a.at - b.at)
    .map(({ at, remove, insert }) => {
      const from = Math.max(0, at - around);
      const to = Math.min(lines.length, at + remove + around);
      const body = [
        ...lines.slice(from, at).map((line) => ` ${line}`),
        ...lines.slice(at, at + remove).map((line) => `-${line}`),
        ...insert.map((line) => `+${line}`),
        ...lines.slice(at + remove, to).map((line) => ` ${line}`),
      ];
      const before = to - from;
      const after = before - remove + insert.length;
      const head = `@@ -${from + 1},${before} +${from + 1 + shift},${after} @@`;
      shift += insert.length - remove;
      return [head, ...body].join("\n");
    });
  return [`--- a/${file}`, `+++ b/${file}`, ...hunks, ""].join("\n");
}
