/** What somebody sees of a Slack message. */

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (value: unknown): Fields =>
  typeof value === "object" && value !== null ? { ...value } : {};

export const decoded = (text: string): string =>
  text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

/** Every text of a message's blocks: those that Slack reads as markup, and those it shows as they are. */
export function textsOf(value: unknown): {
  readonly markup: readonly string[];
  readonly literal: readonly string[];
} {
  if (Array.isArray(value)) {
    const all = value.map(textsOf);
    return { markup: all.flatMap(({ markup }) => markup), literal: all.flatMap(({ literal }) => literal) };
  }
  const { type, text, ...rest } = fieldsOf(value);
  const inside = textsOf(Object.values(rest).filter((it) => typeof it === "object"));
  if (typeof text !== "string") {
    const own = text === undefined ? { markup: [], literal: [] } : textsOf(text);
    return { markup: [...own.markup, ...inside.markup], literal: [...own.literal, ...inside.literal] };
  }
  return type === "mrkdwn"
    ? { markup: [text, ...inside.markup], literal: inside.literal }
    : { markup: inside.markup, literal: [text, ...inside.literal] };
}

/** The texts in the order they stand in, with markup taken off; a picture says its alternative text. */
export function shownBy(value: unknown): string {
  if (Array.isArray(value)) return value.map(shownBy).join("\n");
  const { type, text: said, alt_text, ...rest } = fieldsOf(value);
  const text = said ?? alt_text;
  const own =
    typeof text === "string"
      ? type === "mrkdwn"
        ? withoutMarkup(text)
        : text
      : text === undefined
        ? ""
        : shownBy(text);
  return [
    own,
    ...Object.values(rest)
      .filter((it) => typeof it === "object")
      .map(shownBy),
  ].join("\n");
}

const withoutMarkup = (text: string): string => decoded(text.replace(/<[^<>|]*\|([^<>]*)>/g, "$1"));
