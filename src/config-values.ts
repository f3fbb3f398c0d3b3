/** What several parts of the configuration read alike. */

/** The names of this machine for itself. */
export const loopback = ["127.0.0.1", "localhost", "::1"];

/** Items separated by commas. */
export const listed = (text: string): readonly string[] =>
  text
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");
