/** What the doctor finds: well, worth a look, or to be fixed, and how. */

export type Finding = {
  readonly about: string;
  readonly level: "well" | "warning" | "mistake";
  readonly what: string;
  readonly fix?: string;
};

/** Reports on one subject. */
export function about(subject: string) {
  return {
    well: (what: string): Finding => ({ about: subject, level: "well", what }),
    warning: (what: string, fix: string): Finding => ({ about: subject, level: "warning", what, fix }),
    mistake: (what: string, fix: string): Finding => ({ about: subject, level: "mistake", what, fix }),
  };
}

const signs = { well: "✓", warning: "!", mistake: "✗" } as const;

/** One line each, and one below for what to do. */
export function report(findings: readonly Finding[]): string {
  const lines = findings.flatMap(({ about, level, what, fix }) => [
    `${signs[level]} ${about}: ${what}`,
    ...(fix === undefined ? [] : [`    ${fix}`]),
  ]);
  const count = (level: Finding["level"]) => findings.filter((it) => it.level === level).length;
  const mistakes = count("mistake");
  const warnings = count("warning");
  const end =
    mistakes + warnings === 0
      ? "All is well."
      : [mistakes > 0 && `${mistakes} to fix`, warnings > 0 && `${warnings} worth a look`]
          .filter(Boolean)
          .join(", ")
          .concat(".");
  return [...lines, "", end].join("\n");
}
