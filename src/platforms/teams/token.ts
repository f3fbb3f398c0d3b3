/** Tells whether a request carries a token that Microsoft's channel service signed for this bot. */
import { createHash } from "node:crypto";
import type { Activity } from "botbuilder";
import {
  type AuthenticateRequestResult,
  AuthenticationError,
  type BotFrameworkAuthentication,
} from "botframework-connector";
import { LRUCache } from "lru-cache";
import { z } from "zod";
import type { TeamsActivity } from "./activity.ts";
import { quietly } from "./quiet.ts";

/** Undefined for every bad token; rejects only when the keys cannot be had. */
export type Verify = (
  activity: TeamsActivity,
  authorization: string,
) => Promise<AuthenticateRequestResult | undefined>;

const bearer = /^Bearer ([\w-]+)\.([\w-]+)\.[\w-]+$/u;
const headSchema = z.object({ alg: z.enum(["RS256", "RS384", "RS512"]), kid: z.string().min(1) });

/** A token that was found good is taken again for this long, in milliseconds: Teams sends one for up to an hour. */
const trusted = 5 * 60_000;
const most = 1_000;

type Good = { readonly result: AuthenticateRequestResult; readonly until: number };

export function createVerify(
  authentication: BotFrameworkAuthentication,
  issuer: string,
  now: () => number = Date.now,
): Verify {
  const payloadSchema = z.object({ iss: z.literal(issuer), exp: z.number() });
  const good = new LRUCache<string, Good>({ max: most });

  /** By all that the SDK looks at. */
  const keyOf = ({ channelId, serviceUrl }: TeamsActivity, authorization: string): string =>
    createHash("sha256")
      .update(JSON.stringify([channelId, serviceUrl, authorization]))
      .digest("base64");

  return async (activity, authorization) => {
    const key = keyOf(activity, authorization);
    const earlier = good.get(key);
    if (earlier && earlier.until > now()) return earlier.result;
    const claims = claimsIn(authorization, payloadSchema);
    if (!claims) return undefined;
    try {
      const result = await quietly(() => authentication.authenticateRequest(forSdk(activity), authorization));
      good.set(key, { result, until: Math.min(claims.exp * 1000, now() + trusted) });
      return result;
    } catch (error) {
      if (isBadToken(error)) return undefined;
      throw error;
    }
  };
}

/** The SDK's type asks for fields that it fills in itself; those it reads were checked with the shape. */
export const forSdk = (activity: TeamsActivity): Activity => activity as unknown as Activity;

/**
 * What can be told without keys. Teams signs with one issuer; the others the SDK would accept, for emulators and
 * skills, are not bound to the address replies go to.
 */
function claimsIn<Claims>(authorization: string, payloadSchema: z.ZodType<Claims>): Claims | undefined {
  const [, head, payload] = bearer.exec(authorization) ?? [];
  return headSchema.safeParse(decoded(head)).success
    ? payloadSchema.safeParse(decoded(payload)).data
    : undefined;
}

function decoded(part: string | undefined): unknown {
  try {
    return JSON.parse(Buffer.from(part ?? "", "base64url").toString());
  } catch {
    return undefined;
  }
}

/** The SDK lets the errors of its token library through, and uses its own for an outage too. */
function isBadToken(error: unknown): boolean {
  if (error instanceof AuthenticationError) return error.statusCode === 401;
  return (
    error instanceof Error &&
    ["JsonWebTokenError", "NotBeforeError", "TokenExpiredError"].includes(error.name)
  );
}
