/** Advice as a value that survives JSON: the verdict, the ranking with its reasons, and what would change it. */
import type { Need } from "./need.ts";

export type Verdict = "fit" | "no-mesh" | "unsure" | "off-topic";

export type Reference = { readonly title: string; readonly url?: string };

/** How one mesh meets or misses one need. */
export type Evidence = {
  readonly need: string;
  readonly evidence: string;
  readonly sources: readonly Reference[];
  readonly asOf: string;
};

export type Ranked = {
  readonly mesh: string;
  readonly mode?: string;
  /** 0 to 100: how much of what was asked for, and of what everybody needs, is met; unknowns count as half. */
  readonly score: number;
  readonly met: readonly Evidence[];
  readonly missed: readonly Evidence[];
  /** Needs of which nothing is known. */
  readonly unknown: readonly string[];
};

export type Eliminated = {
  readonly mesh: string;
  readonly because: string;
  /** The need it fails; `maintained` for one that nobody should newly adopt. */
  readonly need: string;
  readonly sources: readonly Reference[];
};

export type Instead = {
  readonly name: string;
  readonly because: string;
  readonly source: { readonly title: string; readonly url: string };
};

/** A question whose answer would tell the leaders apart; each option is the message that answers it. */
export type Question = {
  readonly need: string;
  readonly question: string;
  readonly options: readonly { readonly label: string; readonly says: string }[];
};

export type Flip = {
  /** “without virtual machines”, “if you also need Nomad”. */
  readonly change: string;
  readonly leader: string;
  readonly kind: "drop" | "add";
  readonly need: Need;
};

export type Judgement = {
  readonly ranking: readonly Ranked[];
  readonly eliminated: readonly Eliminated[];
  /** Meshes that meet what was said as well as the leader does; the leader is first among them only by what is assumed. */
  readonly ties: readonly string[];
};

export type Advice = Judgement & {
  readonly verdict: Verdict;
  readonly needs: readonly Need[];
  readonly instead?: readonly Instead[];
  readonly questions?: readonly Question[];
  readonly contradictions?: readonly string[];
  readonly flips?: readonly Flip[];
};
