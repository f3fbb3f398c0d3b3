/** How a part of the program fares: a platform's connection or the store. */

/** `degraded` does less than it should, `down` nothing; why, in words that hold no secret. */
export type Health =
  | { readonly state: "ready" }
  | { readonly state: "degraded" | "down"; readonly why: string };
