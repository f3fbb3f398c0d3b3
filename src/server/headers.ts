/** What every answer tells a browser: run nothing, show it nowhere else, keep nothing, come back by https. */

export const securityHeaders: Readonly<Record<string, string>> = {
  "content-security-policy":
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  // Browsers heed it only where the connection is encrypted.
  "strict-transport-security": "max-age=31536000",
  "cache-control": "no-store",
};

/** The answer to what is no HTTP at all, which never comes to a route. */
export const rawAnswer = (status: string): string => {
  const body = JSON.stringify({ error: "bad request" });
  const headers = {
    ...securityHeaders,
    "content-type": "application/json; charset=utf-8",
    "content-length": String(body.length),
    connection: "close",
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status}\r\n${lines.join("")}\r\n${body}`;
};
