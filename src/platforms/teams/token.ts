/** Tells whether a request carries a token that Microsoft's channel service signed for this bot. */
import type { Activity } from "botbuilder";
import {
  type AuthenticateRequestResult,
  AuthenticationError,
  type BotFrameworkAuthentication,
} from "botframework-connector";
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

export function createVerify(authentication: BotFrameworkAuthentication, issuer: string): Verify {
  return async (activity, authorization) => {
    if (!claimsToBe(authorization, issuer)) return undefined;
    try {
      return await quietly(() => authentication.authenticateRequest(forSdk(activity), authorization));
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
function claimsToBe(authorization: string, issuer: string): boolean {
  const [, head, payload] = bearer.exec(authorization) ?? [];
  return (
    headSchema.safeParse(decoded(head)).success &&
    z.object({ iss: z.literal(issuer) }).safeParse(decoded(payload)).success
  );
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
