/** Which facts of the catalog a need is judged by. */
import type { Expression } from "./expression.ts";

/** The ids of the features an expression looks at, as often as it does. */
export function featuresIn(it: Expression): readonly string[] {
  if ("feature" in it) return [it.feature];
  if ("rated" in it) return [it.rated];
  if ("stated" in it) return [it.stated];
  if ("not" in it) return featuresIn(it.not);
  if ("stretch" in it) return featuresIn(it.stretch);
  if ("all" in it) return it.all.flatMap(featuresIn);
  if ("any" in it) return it.any.flatMap(featuresIn);
  return "mean" in it ? it.mean.flatMap(featuresIn) : [];
}
