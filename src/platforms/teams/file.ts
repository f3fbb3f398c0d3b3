/** A file that goes with an answer: Teams takes no upload from a bot in a channel, so it is shown to be copied. */
import type { File } from "../../bot/ask.ts";
import { type Block, type Card, code, plain } from "../../card/card.ts";
import { fitTeams, longest } from "./fit.ts";

/** As much of the file as fits, and how much that leaves out. */
export function withFile(card: Card, file: File, prefix: string): Card {
  const withFirst = (length: number): Card => ({
    ...card,
    blocks: [...card.blocks, ...shown(file, length)],
  });
  const fits = (length: number): boolean => fitTeams(withFirst(length), { prefix }).kind === "card";
  return withFirst(longest(file.text.length, fits));
}

function shown({ name, text }: File, length: number): readonly Block[] {
  const lines = whole(text, length);
  const left = text.length - lines.length;
  const note: Block = {
    type: "note",
    text: `${left} more characters of the file are not shown, for want of room.`,
  };
  return [
    { type: "paragraph", text: [plain("To copy, as "), code(name), plain(":")] },
    { type: "code", code: lines.trimEnd() },
    ...(left > 0 ? [note] : []),
  ];
}

/** Cut between two lines where there are any, and never within a character. */
function whole(text: string, length: number): string {
  if (length >= text.length) return text;
  const line = text.lastIndexOf("\n", length);
  return line > 0 ? text.slice(0, line) : text.slice(0, length).replace(/[\uD800-\uDBFF]$/u, "");
}
