/** Collects what Slack would refuse, one sentence for each violation. */
import { limits } from "./limits.ts";
import { isBlank } from "./text.ts";

export type Fields = Readonly<Record<string, unknown>>;

export const fieldsOf = (value: unknown): Fields =>
  typeof value === "object" && value !== null ? { ...value } : {};
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export function createFindings() {
  const found: string[] = [];
  const report = (at: string, what: string): void => {
    found.push(`${at} ${what}`);
  };
  const within = (at: string, value: unknown, most: number): void => {
    if (typeof value !== "string" || isBlank(value)) report(at, "is missing or shows nothing");
    else if (value.length > most) report(at, `has ${value.length} characters, more than ${most}`);
  };
  return {
    found,
    report,
    within,
    count(at: string, value: unknown, most: number): readonly unknown[] {
      const items = listOf(value);
      if (items.length === 0) report(at, "is missing or empty");
      if (items.length > most) report(at, `has ${items.length} items, more than ${most}`);
      return items;
    },
    unique(at: string, value: unknown, taken: Set<string>): void {
      within(at, value, limits.id);
      if (typeof value !== "string") return;
      if (taken.has(value)) report(at, `is used twice: ${value}`);
      taken.add(value);
    },
    textObject(at: string, value: unknown, most: number, kinds: readonly string[]): void {
      const it = fieldsOf(value);
      if (!kinds.includes(String(it.type))) report(`${at}.type`, `is not ${kinds.join(" or ")}`);
      within(`${at}.text`, it.text, most);
    },
  };
}
