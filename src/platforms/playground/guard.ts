/** Admits only this machine's own browser, on the page's own address, and says what it may do with the page. */
import type { IncomingHttpHeaders } from "node:http";

export type Visit = {
  readonly peer: string;
  readonly headers: IncomingHttpHeaders;
  /** Whether a person may come here by a link from elsewhere. */
  readonly isPage: boolean;
};

/** Why a request is refused; undefined where it is not. */
export function refusalOf({ peer, headers, isPage }: Visit): string | undefined {
  if (!/^(?:::ffff:)?127\.|^::1$/u.test(peer)) return "the playground is for this machine only";
  if (carriers.some((name) => headers[name] !== undefined))
    return "the playground is not served through a proxy or tunnel";
  // A name that somebody else's DNS points at this machine is not ours.
  const { host = "", origin } = headers;
  if (!/^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/iu.test(host))
    return "open the playground by its own address, such as http://127.0.0.1:3978";
  if (origin !== undefined && origin !== `http://${host}`) return elsewhere;
  const site = headers["sec-fetch-site"] ?? "same-origin";
  const followed =
    isPage && headers["sec-fetch-mode"] === "navigate" && headers["sec-fetch-dest"] === "document";
  return site === "same-origin" || site === "none" || followed ? undefined : elsewhere;
}

const elsewhere = "another page may not use the playground";

/** Set by whoever passes a request on. */
const carriers = [
  "forwarded",
  "via",
  "x-forwarded-for",
  "x-forwarded-host",
  "x-forwarded-proto",
  "x-real-ip",
];

/** Nothing is loaded from anywhere else, nothing is sent anywhere else, and nobody frames it. */
export const protections: Readonly<Record<string, string>> = {
  "content-security-policy": [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; "),
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), microphone=(), geolocation=()",
  "cache-control": "no-store",
};
