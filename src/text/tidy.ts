/** Tidies what people type: smart quotes, dashes, odd spaces and full-width letters become plain ones. */

const invisible = /\p{Cf}|[\ufe00-\ufe0f]/gu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/gu;

/** The longest message read, in characters; the rest is left unread. */
export const longestMessage = 4_000;

/** Plain already, as most of what is typed is. */
const plain = /^[!-_a-~]+(?: [!-_a-~]+)*$/u;

/** One line of plain words: NFKC letters, straight quotes, hyphens for dashes, single spaces. */
export function tidy(text: string): string {
  const read = text.slice(0, longestMessage);
  if (plain.test(read)) return read;
  return read
    .normalize("NFKC")
    .replace(invisible, "")
    .replace(control, " ")
    .replace(/[\u2018\u2019\u201a\u201b\u2032\u00b4`]/gu, "'")
    .replace(/[\u201c-\u201f\u2033\u00ab\u00bb]/gu, '"')
    .replace(/[\u2010-\u2015\u2212]/gu, "-")
    .replace(/\s+/gu, " ")
    .trim();
}

/** Takes off quotes around a message, and the marks that end a sentence. */
export const unquote = (text: string): string => text.replace(/^["'\s]+/u, "").replace(/["'\s.!?,;:]+$/u, "");

/** A name as it is compared: lower case, letters and digits only, single spaces. */
export const foldName = (text: string): string =>
  tidy(text)
    .toLowerCase()
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

/** The words of a message, folded as names are. */
export const wordsOf = (text: string): readonly string[] => {
  const folded = foldName(text);
  return folded === "" ? [] : folded.split(" ");
};
