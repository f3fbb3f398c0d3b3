/** Why a call to Slack failed, in a form fit for the log: codes and statuses, never what was sent. */
import { RespondError, UnknownError, webApi } from "@slack/bolt";

export function reasonOf(error: unknown): string {
  if (error instanceof webApi.WebAPIPlatformError) return error.data.error;
  if (error instanceof webApi.WebAPIHTTPError) return `HTTP ${error.statusCode}`;
  if (error instanceof webApi.WebAPIRateLimitedError) return `rate limited for ${error.retryAfter} s`;
  if (error instanceof webApi.WebAPIRequestError) return error.original.message;
  if (error instanceof RespondError) return `response_url answered HTTP ${error.statusCode}`;
  return error instanceof Error ? error.message : String(error);
}

/** The reason, and for our own bugs where they happened; the SDK wraps those. */
export function detailsOf(error: unknown): { readonly reason: string; readonly stack?: string } {
  const cause = error instanceof UnknownError ? error.original : error;
  const stack = cause instanceof Error && !("code" in cause) ? cause.stack : undefined;
  return { reason: reasonOf(cause), ...(stack !== undefined && { stack }) };
}
