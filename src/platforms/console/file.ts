/** Writes the file that goes with an answer into the working folder, never over another. */
import { writeFile } from "node:fs/promises";
import type { File } from "../../bot/ask.ts";

/** More files of one name are not tried. */
const most = 100;

/** Resolves to what to tell of it. */
export async function keepFile({ name, text }: File, folder = "."): Promise<string> {
  // A name is a name here, not a path.
  const [, stem = "file", ending = ""] = /([\w-][\w .-]*?)(\.\w+)?$/u.exec(name) ?? [];
  for (let count = 1; count <= most; count++) {
    const free = `${stem}${count === 1 ? "" : `-${count}`}${ending}`;
    try {
      await writeFile(`${folder}/${free}`, text, { flag: "wx" });
      return `Written to ${free}.`;
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : undefined;
      if (code !== "EEXIST")
        return `${free} could not be written here (${code ?? "unknown"}). Start me in a folder you may write to.`;
    }
  }
  return `There are ${most} files called ${name} here already. Move some away, and ask again.`;
}
