/** What is wrong with a catalog folder, said so that its writer can mend it. */

export type Mistake = { readonly file: string; readonly path: string; readonly message: string };

const line = ({ file, path, message }: Mistake) => `  ${file}${path === "" ? "" : ` ${path}`}: ${message}`;

export class CatalogError extends Error {
  override readonly name = "CatalogError";
  readonly mistakes: readonly Mistake[];

  /** `what` names what stands in the folder. */
  constructor(folder: string, mistakes: readonly Mistake[], what = "catalog") {
    const count = mistakes.length === 1 ? "1 mistake" : `${mistakes.length} mistakes`;
    super(`The ${what} in ${folder} has ${count}:\n${mistakes.map(line).join("\n")}`);
    this.mistakes = mistakes;
  }
}
