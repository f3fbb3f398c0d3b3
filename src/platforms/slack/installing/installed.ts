/** What is kept of an installation, as the text that is encrypted. */

export type Installed = {
  readonly botToken: string;
  readonly botId: string;
  readonly botUserId: string;
  /** Epoch milliseconds. */
  readonly installedAt: number;
};

/** An installation; or, for a workspace of an organisation that installed the bot for all, whose it is. */
export type Kept = Installed | { readonly of: string };

export const asText = (kept: Kept): string => JSON.stringify(kept);

/** @throws where the text was not written by `asText`. */
export function keptIn(text: string): Kept {
  const it: Partial<Installed & { of: string }> = JSON.parse(text);
  if (typeof it.of === "string") return { of: it.of };
  const { botToken, botId, botUserId, installedAt } = it;
  if (
    typeof botToken !== "string" ||
    typeof botId !== "string" ||
    typeof botUserId !== "string" ||
    typeof installedAt !== "number"
  )
    throw new Error("an installation was kept in a form this program does not know");
  return { botToken, botId, botUserId, installedAt };
}
