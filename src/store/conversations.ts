/** Keys of conversations, `platform:tenant:place:person or thread`, matched to the letter: LIKE is neither exact nor the same everywhere. */
import { type RawBuilder, sql } from "kysely";

const begins = (prefix: string): RawBuilder<boolean> =>
  sql<boolean>`substr(conversation, 1, ${prefix.length}) = ${prefix}`;

const ends = (suffix: string): RawBuilder<boolean> =>
  sql<boolean>`substr(conversation, length(conversation) - ${suffix.length - 1}) = ${suffix}`;

export const conversationsOf = (platform: string, tenant: string): RawBuilder<boolean> =>
  begins(`${platform}:${tenant}:`);

/** Those of one person alone: threads of channels end with the thread's own mark. */
export const conversationsWith = (platform: string, tenant: string, person: string): RawBuilder<boolean> =>
  sql<boolean>`${begins(`${platform}:${tenant}:`)} and ${ends(`:${person}`)}`;
