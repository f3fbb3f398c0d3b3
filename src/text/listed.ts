/** Names in a row as a sentence has them: “Istio, Linkerd and Kuma”. */
export const listed = (names: readonly string[]): string =>
  [names.slice(0, -1).join(", "), ...names.slice(-1)].filter((part) => part !== "").join(" and ");
