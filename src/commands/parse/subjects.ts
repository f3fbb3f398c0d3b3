/** Reads the feature, or the group of features, a message asks about. */
import type { Context, Parsed } from "../../bot/command.ts";
import { type Problem, problem } from "../../bot/problem.ts";
import { type Subject, subjectName } from "../../catalog/find.ts";

/** `retry` builds the command a button runs once the asker has chosen. */
export function readSubject(
  words: string,
  { find, catalog }: Context,
  retry: (id: string) => string,
): Parsed<Subject> | Problem {
  const found = find.subject(words);
  const said = `“${words.trim().length > 40 ? `${words.trim().slice(0, 39)}…` : words.trim()}”`;
  switch (found.kind) {
    case "exact":
      return { query: found.item, assumed: [] };
    case "assumed":
      return { query: found.item, assumed: [found.because] };
    case "ambiguous":
      return problem(
        "ambiguous",
        `Which feature is ${said}?`,
        "Choose one of these.",
        found.items.map((it) => ({ label: subjectName(catalog, it), command: retry(it.id) })),
      );
    case "unknown":
      return problem(
        "unknown",
        `I know no feature called ${said}`,
        "Choose a group to see what I know, or type a feature such as mTLS or rate limiting.",
        catalog.groups.map(({ id, name }) => ({ label: name, command: `feature ${id}` })),
      );
  }
}
