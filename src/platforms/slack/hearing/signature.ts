/** Tells whether a request comes from Slack: HMAC-SHA256 over its raw body and a timestamp near now. */
import { createHmac, timingSafeEqual } from "node:crypto";

/** Older requests may be replays; newer ones were not made by Slack's clock. */
const tolerance = 300;

export type SignedRequest = {
  /** `x-slack-request-timestamp`, in seconds. */
  readonly timestamp: string | undefined;
  /** `x-slack-signature`, as `v0=…`. */
  readonly signature: string | undefined;
  readonly body: Buffer;
};

export function isGenuine({ timestamp, signature, body }: SignedRequest, secret: string, now: Date): boolean {
  if (timestamp === undefined || signature === undefined || !/^\d{1,12}$/.test(timestamp)) return false;
  if (Math.abs(Math.floor(now.getTime() / 1000) - Number(timestamp)) > tolerance) return false;
  const expected = Buffer.from(
    `v0=${createHmac("sha256", secret).update(`v0:${timestamp}:`).update(body).digest("hex")}`,
  );
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
