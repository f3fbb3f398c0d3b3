/** What a text made for the purpose can do to a regular expression, by recheck. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

// The part of it that is JavaScript, on every machine.
process.env.RECHECK_BACKEND = "pure";
const { checkSync } = await import("recheck");
const { version }: { version: string } = createRequire(import.meta.url)("recheck/package.json");

export type Verdict = {
  /** How the time grows with the length of what is read, at the worst. */
  readonly growth: "linear" | "polynomial" | "exponential" | "unknown";
  /** Of a polynomial. */
  readonly degree?: number;
  /** What it takes longest for: the parts repeated, between a start and an end. */
  readonly attack?: {
    readonly pumps: readonly (readonly [prefix: string, pump: string])[];
    readonly suffix: string;
  };
};

type Kept = { readonly recheck: string; readonly verdicts: Readonly<Record<string, Verdict>> };

/** Verdicts that take long to reach, kept for one version of recheck. */
export const keptFile = new URL("verdicts.json", import.meta.url);

export function keptVerdicts(): Kept {
  const kept: Kept = JSON.parse(readFileSync(keptFile, "utf8"));
  return kept.recheck === version ? kept : { recheck: version, verdicts: {} };
}

export function verdictOn(source: string, flags: string, patience = 60_000): Verdict {
  const { status, ...said } = checkSync(source, flags, { timeout: patience });
  if (status === "unknown" || !("complexity" in said)) return { growth: "unknown" };
  const { complexity } = said;
  if (complexity.type !== "polynomial" && complexity.type !== "exponential") return { growth: "linear" };
  const { pumps, suffix } = "attack" in said ? said.attack : { pumps: [], suffix: "" };
  return {
    growth: complexity.type,
    ...(complexity.type === "polynomial" && { degree: complexity.degree }),
    attack: { pumps: pumps.map(({ prefix, pump }) => [prefix, pump]), suffix },
  };
}

/** An attack of about so many characters. */
export function attackOf({ pumps, suffix }: NonNullable<Verdict["attack"]>, length: number): string {
  const each = length / Math.max(1, pumps.length);
  return (
    pumps.map(([prefix, pump]) => prefix + pump.repeat(Math.ceil(each / Math.max(1, pump.length)))).join("") +
    suffix
  );
}
