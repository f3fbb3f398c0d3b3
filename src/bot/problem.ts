/** An expected failure as a value: what went wrong, and what to do next. */
import type { Banner, Button, Card, Text } from "../card/card.ts";
import type { Form } from "../card/form.ts";
import type { Outcome } from "./ask.ts";

export type Problem = {
  readonly kind: "problem";
  readonly outcome: Extract<Outcome, "ambiguous" | "unknown" | "usage" | "denied" | "unavailable">;
  readonly title: string;
  readonly text: Text;
  readonly buttons: readonly Button[];
  /** The warnings of the meshes it names. */
  readonly banners?: readonly Banner[];
  /** Asks for what is lacking. */
  readonly form?: Form;
};

export const problem = (
  outcome: Problem["outcome"],
  title: string,
  text: Text,
  buttons: readonly Button[] = [],
): Problem => ({ kind: "problem", outcome, title, text, buttons });

export const isProblem = (value: unknown): value is Problem =>
  typeof value === "object" && value !== null && "kind" in value && value.kind === "problem";

export function problemCard({ title, text, buttons, banners = [], form }: Problem): Card {
  return {
    title,
    banners,
    blocks: [
      { type: "paragraph", text },
      ...(form ? [form] : []),
      ...(buttons.length > 0 ? [{ type: "buttons" as const, buttons }] : []),
    ],
  };
}
