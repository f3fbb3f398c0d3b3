/** Slack's limits on a message and on a dialog, in characters and counts; every other file of this folder reads them here. */

export const limits = {
  /** As much of a message is looked at, markup and all: more than the bot reads. */
  read: 12_000,
  /** Slack cuts longer top-level text off. */
  text: 40_000,
  blocks: 50,
  /** The blocks as JSON. Slack says nothing of it and answers `msg_blocks_too_long` from about 13,200 on. */
  total: 12_000,
  id: 255,
  header: 150,
  section: 3_000,
  fields: 10,
  field: 2_000,
  contextElements: 10,
  contextText: 2_000,
  actions: 25,
  button: { text: 75, value: 2_000, url: 3_000 },
  select: { placeholder: 150, options: 100, text: 75, value: 75 },
  /** Checkboxes and radio buttons. */
  box: { options: 10, text: 75 },
  /** What a text input takes. */
  input: 3_000,
  view: { blocks: 100, title: 24, label: 2_000, hint: 2_000, metadata: 3_000 },
  /** One table a message; the header is a row; `text` counts all its cells. */
  table: { rows: 100, columns: 20, text: 10_000 },
  /** Slack's own charts. */
  charts: { most: 2, title: 50, series: 6, points: 20, label: 20, axis: 50 },
  /** Alternative text and title of a picture. */
  image: { text: 2_000, url: 3_000 },
  /** Slack names no figure for rich text; this is its figure for other text. */
  richText: 3_000,
  /** A file written out in a card: so many characters leave room for the card. */
  file: 6_000,
  /** An address inside text: what a reader's screen and the JSON can bear. */
  url: 2_000,
} as const;
