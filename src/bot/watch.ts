/** How the program watches its own work: what kind it was, how long it took and what came of it; never what was said. */
import type { Ask, Bot } from "./ask.ts";
import type { Platform } from "./place.ts";

/**
 * A `request` is one delivery from a platform, with everything done for it; an `answer` what the bot makes of an ask; a
 * `delivery` one attempt at a digest; a `call` one request to a platform.
 */
export type Work =
  | { readonly kind: "request"; readonly platform: Platform }
  | { readonly kind: "answer"; readonly platform: Platform; readonly ask: Ask["via"] }
  | { readonly kind: "delivery"; readonly platform: Platform }
  | { readonly kind: "call"; readonly platform: Platform; readonly operation: string };

/** How work ended, in few words that repeat. */
export type End = { readonly outcome: string; readonly command?: string };

/** Does the work and tells of its end; work that rejects has failed, in the word of `failureOf`. */
export type Watch = <T>(
  work: Work,
  act: () => Promise<T>,
  endOf: (value: T) => End,
  failureOf?: (error: unknown) => string,
) => Promise<T>;

/** Tells nobody. */
export const unwatched: Watch = (_, act) => act();

/** The same bot, each answer of it watched. */
export const watchBot = (bot: Bot, watch: Watch): Bot => ({
  reply: (ask) =>
    watch(
      { kind: "answer", platform: ask.platform, ask: ask.via },
      () => bot.reply(ask),
      ({ command, outcome }) => ({ command, outcome }),
    ),
});
