/** A submitted form as the command it stands for, or the card again with what is to be changed. */
import { type Block, type Card, command, plain, strong, type Text } from "../card/card.ts";
import { commandOf, type Form, type FormMistakes, type FormValues, withValues } from "../card/form.ts";

export type Submission =
  | { readonly kind: "command"; readonly command: string }
  | { readonly kind: "mistakes"; readonly mistakes: FormMistakes; readonly card: Card };

/** Undefined where the card has no form. */
export function submissionOf(card: Card, values: FormValues): Submission | undefined {
  const form = card.blocks.find((block) => block.type === "form");
  if (!form) return undefined;
  const filled = commandOf(form, values);
  if (filled.kind === "command") return filled;
  const blocks = card.blocks.flatMap((block) =>
    block === form ? [withValues(form, values), ...complaint(form, filled.mistakes)] : [block],
  );
  return { ...filled, card: { ...card, blocks } };
}

/** Stands below the form: that is where somebody looks who just sent it. */
function complaint({ fields }: Form, mistakes: FormMistakes): readonly Block[] {
  const items = fields.flatMap(({ id, label }): Text[] => {
    const mistake = mistakes[id];
    return mistake === undefined ? [] : [[strong(label), plain(` ${mistake}`)]];
  });
  return [
    { type: "paragraph", text: "Please change this, then send it again:" },
    { type: "list", items },
  ];
}

/** An answer to a form, with the command that would have given it. */
export const withCommand = (card: Card, typed: string): Card => ({
  ...card,
  blocks: [{ type: "note", text: [plain("You asked: "), command(typed)] }, ...card.blocks],
});
