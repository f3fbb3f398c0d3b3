/** What a button, a list or a form of a card asks, by the data it sends. */
import { z } from "zod";
import type { Ask } from "../../bot/ask.ts";
import { valuesIn } from "./form.ts";

const fieldsSchema = z.record(z.string(), z.unknown());

/** The command a button carries, the one chosen in the list the button belongs to, or a form filled in. */
export function askedBy(data: unknown): Pick<Ask, "via" | "text" | "values"> | undefined {
  const fields = fieldsSchema.safeParse(data).data ?? {};
  const { form, at } = fields;
  if (typeof form === "string" && typeof at === "string")
    return { via: "form", text: form, values: valuesIn(fields, at) };
  const command = typeof fields.choice === "string" ? fields[fields.choice] : fields.command;
  return typeof command === "string" ? { via: "click", text: command } : undefined;
}
