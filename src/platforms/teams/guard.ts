/** Decides whether a request may reach the bot: its shape, its token, then where it comes from. */
import type { AuthenticateRequestResult } from "botframework-connector";
import { activitySchema, type TeamsActivity, tenantsOf } from "./activity.ts";
import type { TeamsConfig } from "./adapter.ts";
import { allowedBy, isLoopback } from "./allowed.ts";
import type { Verify } from "./token.ts";

type Inbound = { readonly body: unknown; readonly authorization: string; readonly peer: string };

type Verdict =
  | {
      readonly admitted: true;
      readonly activity: TeamsActivity;
      readonly identity: AuthenticateRequestResult;
    }
  | { readonly admitted: false; readonly status: 400 | 401 | 403; readonly reason: string };

export type Guard = (request: Inbound) => Promise<Verdict>;

export type GuardParts = {
  readonly config: TeamsConfig;
  readonly serviceOrigins: readonly string[];
  readonly verify: Verify;
};

export function createGuard({ config, serviceOrigins, verify }: GuardParts): Guard {
  const { mayReceive, areInvited } = allowedBy(config, serviceOrigins);

  return async ({ body, authorization, peer }) => {
    const shape = activitySchema.safeParse(body);
    if (!shape.success)
      return refused(400, `not an activity: look at ${shape.error.issues[0]?.path.join(".") || "the body"}`);
    const activity = shape.data;

    if (config.local && !isLoopback(peer)) return refused(403, "local mode answers this machine only");
    const identity = await verify(activity, authorization);
    if (!identity) return refused(401, "the token is missing or not valid for this bot");

    if (activity.channelId !== "msteams") return refused(403, "the channel is not Microsoft Teams");
    if (!mayReceive(new URL(activity.serviceUrl)))
      return refused(
        403,
        "the serviceUrl is not allowed; name its host in TEAMS_SERVICE_HOSTS if it should be",
      );
    if (!areInvited(tenantsOf(activity)))
      return refused(403, "the tenant is not allowed; name it in TEAMS_ALLOWED_TENANTS if it should be");
    return { admitted: true, activity, identity };
  };
}

const refused = (status: 400 | 401 | 403, reason: string): Verdict => ({ admitted: false, status, reason });
