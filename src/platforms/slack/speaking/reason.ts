/** Why a call to Slack failed, in a form fit for the log: codes and statuses, never what was sent. */
import { RespondError, UnknownError, webApi } from "@slack/bolt";

export function reasonOf(error: unknown): string {
  if (error instanceof webApi.WebAPIPlatformError) return saidBySlack(error);
  if (error instanceof webApi.WebAPIHTTPError) return `HTTP ${error.statusCode}`;
  if (error instanceof webApi.WebAPIRateLimitedError) return `rate limited for ${error.retryAfter} s`;
  if (error instanceof webApi.WebAPIRequestError)
    return [error.original.message, codeOf(error)].join(" ").trim();
  if (error instanceof RespondError) return `response_url answered HTTP ${error.statusCode}`;
  return error instanceof Error ? error.message : String(error);
}

/** Slack's own word for what is wrong; undefined where it is not Slack that answered, but a proxy. */
export function wordOf(error: unknown): string | undefined {
  if (!(error instanceof webApi.WebAPIPlatformError)) return undefined;
  // The SDK takes any body that is not JSON for the name of an error.
  return /^\w+$/.test(error.data.error) ? error.data.error : undefined;
}

/** The scope that was lacking; undefined where none was, or Slack does not say which. */
export function lackingScope(error: unknown): string | undefined {
  if (wordOf(error) !== "missing_scope" || !(error instanceof webApi.WebAPIPlatformError)) return undefined;
  const needed = "needed" in error.data ? error.data.needed : undefined;
  return typeof needed === "string" && /^[\w.:,-]+$/.test(needed) ? needed : undefined;
}

/** The system's code for a connection that failed, such as `ECONNREFUSED`; empty where there is none. */
export function codeOf(error: unknown): string {
  for (let it = error; it instanceof Error; it = it.cause)
    if ("code" in it && typeof it.code === "string" && /^[A-Z_]+$/.test(it.code)) return it.code;
  return "";
}

function saidBySlack(error: webApi.WebAPIPlatformError): string {
  const scope = lackingScope(error);
  return scope === undefined ? (wordOf(error) ?? "an answer that is not Slack's") : `missing_scope: ${scope}`;
}

/** The reason, and for our own bugs where they happened; the SDK wraps those. */
export function detailsOf(error: unknown): { readonly reason: string; readonly stack?: string } {
  const cause = error instanceof UnknownError ? error.original : error;
  const stack = cause instanceof Error && !("code" in cause) ? cause.stack : undefined;
  return { reason: reasonOf(cause), ...(stack !== undefined && { stack }) };
}
