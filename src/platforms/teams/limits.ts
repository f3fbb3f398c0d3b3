/** What Teams allows in one message; everything that is cut to size is cut to these numbers. */

export const limits = {
  /** As much of a message is looked at, markup and all: more than the bot reads. */
  readCharacters: 12_000,
  /** As many people in it are told apart. */
  mentions: 50,
  /** Newer clients take 80 KB; older ones and webhooks refuse from 28 KB, so cards stay below both. */
  cardBytes: 25_000,
  textBytes: 25_000,
  /** Search results while somebody writes: how many, and how large together. */
  results: 8,
  resultsBytes: 100_000,
  /** More actions in one row are not drawn. */
  actionsPerSet: 6,
  /** An activity larger than this is no message of Teams. */
  requestBytes: 256 * 1024,
} as const;

/** Teams counts UTF-16; the wire carries UTF-8. The larger of the two counts. */
export const bytesOf = (text: string): number => Math.max(text.length * 2, Buffer.byteLength(text));
