/** What the page and its server say to each other, as JSON. */
import type { KnownBlock, ModalView } from "@slack/types";
import type { Outcome } from "../../bot/ask.ts";
import type { AdaptiveCard } from "../teams/adaptive-card.ts";

/** Something somebody did on the page; clicks and dialogs in the form in which Slack and Teams report them. */
export type Deed =
  | { readonly kind: "opened" }
  | { readonly kind: "typed"; readonly text: string }
  /** An element of a `block_actions` payload. */
  | { readonly kind: "slack-action"; readonly action: Readonly<Record<string, unknown>> }
  /** The view of a `view_submission` payload. */
  | {
      readonly kind: "slack-view";
      readonly view: {
        readonly private_metadata: string;
        readonly state: { readonly values: ViewValues };
      };
    }
  /** The data of an `adaptiveCard/action` invoke. */
  | { readonly kind: "teams-action"; readonly data: Readonly<Record<string, unknown>> };

/** What was filled in in a dialog, by block and input. */
export type ViewValues = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export type PageAsk = Deed & {
  /** Asks of one page belong together. */
  readonly conversation: string;
  /** The IANA time zone of the browser. */
  readonly zone?: string;
};

/** One card as each platform shows it. */
export type Shown = {
  readonly title: string;
  readonly slack: { readonly text: string; readonly blocks?: readonly KnownBlock[] };
  /** The dialog that a click opens in Slack, where the card is nothing but a form. */
  readonly view?: ModalView;
  readonly teams:
    | { readonly kind: "card"; readonly card: AdaptiveCard }
    | { readonly kind: "text"; readonly text: string };
  readonly plain: string;
};

export type Answer = Shown & {
  readonly command: string;
  readonly outcome: Outcome;
  /** What was asked, as one would type it. */
  readonly question: string;
  /** What a link to this answer asks; absent where asking again would change something again. */
  readonly link?: string;
  /** Why a form came back, by the id of the field. */
  readonly mistakes?: Readonly<Record<string, string>>;
  readonly file?: { readonly name: string; readonly text: string };
};

/** A digest, or a card that was shared: it comes unasked. */
export type Post = Shown & { readonly id: number };

/** What the page has to know before anything is asked. */
export type About = {
  readonly catalog: { readonly version: string; readonly date: string };
  /** Whether anything is kept, so that a question can change something. */
  readonly keeps: boolean;
  readonly commands: readonly {
    readonly name: string;
    readonly summary: string;
    readonly starter: boolean;
    /** Works only where something is kept. */
    readonly stateful: boolean;
    readonly examples: readonly string[];
  }[];
};
