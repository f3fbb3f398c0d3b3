/** Which metrics a PromQL expression asks for, with which labels, by Prometheus' own grammar. */
import { parser } from "@prometheus-io/lezer-promql";

export type Asked = { readonly metric: string; readonly labels: readonly string[] };

/** @throws where it is no PromQL. */
export function asked(expression: string): readonly Asked[] {
  const selectors: { metric: string; labels: string[] }[] = [];
  parser.parse(expression).iterate({
    enter({ type, from, to }) {
      const text = expression.slice(from, to);
      if (type.isError) throw new Error(`no PromQL at ${from}: ${expression}`);
      if (type.name === "VectorSelector") selectors.push({ metric: "", labels: [] });
      const last = selectors.at(-1);
      if (type.name === "Identifier" && last?.metric === "") last.metric = text;
      if (type.name === "UnquotedLabelMatcher") last?.labels.push(/^\w+/u.exec(text)?.[0] ?? "");
    },
  });
  return selectors;
}

/** The labels an expression groups by. */
export const groupedBy = (expression: string): readonly string[] =>
  [...expression.matchAll(/\bby \(([^)]*)\)/gu)].flatMap(([, list = ""]) => list.split(/,\s*/u));
