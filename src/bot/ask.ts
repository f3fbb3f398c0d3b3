/** What comes in from a platform and what goes back: the only two values platforms and bot share. */
import type { Card } from "../card/card.ts";
import type { FormMistakes, FormValues } from "../card/form.ts";
import type { From, Platform } from "./place.ts";

/**
 * How somebody asked. `install` carries no text; `click` a button's command; `form` the command that shows it; `home`, without
 * text too, is the bot's own page being opened; `look` is somebody still writing, or a link passing by: nothing may be changed or
 * remembered for it; `digest` is the bot itself, asking for the card of a digest.
 */
export type Via =
  | "slash"
  | "mention"
  | "direct"
  | "click"
  | "form"
  | "line"
  | "install"
  | "home"
  | "look"
  | "digest";

export type Ask = {
  readonly platform: Platform;
  readonly via: Via;
  /** Plain words: the bot's own mention stripped, entities decoded, links and other people turned into words. */
  readonly text: string;
  /** Where it was said, such as `slack:T1:C1:170.1`; asks with one key share a topic. */
  readonly conversation: string;
  readonly from: From;
  /** What was filled in, where a form was submitted. */
  readonly values?: FormValues;
};

/**
 * How an ask ended: `answered`; `assumed`, a near miss that was answered; `ambiguous` and `unknown`, a name that
 * needs the asker; `usage`, a command that lacks something; `denied`, not for this asker; `unavailable`, it needs
 * something that is off or out of reach; `fault`, a bug, with a reference in card and log.
 */
export type Outcome =
  | "answered"
  | "assumed"
  | "ambiguous"
  | "unknown"
  | "usage"
  | "denied"
  | "unavailable"
  | "fault";

/** A value that survives JSON. */
export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json | undefined };

export type Reply = {
  readonly command: string;
  readonly outcome: Outcome;
  readonly answer: Json;
  readonly card: Card;
  /** The whole command that gives this answer anywhere; absent where the message itself does. */
  readonly again?: string;
  /** A card for those who look after the catalog, sent to the channel configured for reports. */
  readonly notice?: Card;
  /** A file that goes with the answer: uploaded, shown to be copied, or written, as the platform can. */
  readonly file?: File;
  /** True where only the asker should read it, wherever it was asked. */
  readonly private?: true;
  /** True where something was changed: asked again, it would be changed again. */
  readonly done?: true;
  /** Why a submitted form could not be answered; the card is the form again, as it was filled in. */
  readonly mistakes?: FormMistakes;
};

/** A text file. */
export type File = { readonly name: string; readonly text: string };

export type Bot = {
  /** Never rejects: a bug becomes a `fault` reply. */
  readonly reply: (ask: Ask) => Promise<Reply>;
};
