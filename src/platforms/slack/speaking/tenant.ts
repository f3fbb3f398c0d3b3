/** Which workspace somebody belongs to, so that nobody in a channel shared by two companies sees the other's. */

/** What Slack says around an event of where it comes from. */
export type Envelope = {
  readonly team_id?: string;
  readonly enterprise_id?: string | null;
  readonly context_team_id?: string | null;
  readonly context_enterprise_id?: string | null;
  readonly is_ext_shared_channel?: boolean;
};

/** A message, with the workspace of whoever wrote it. */
type Written = { readonly team?: unknown; readonly user_team?: unknown };

export function tenantOfEvent(around: Envelope, { team, user_team }: Written): string {
  const here = around.team_id ?? "";
  if (around.is_ext_shared_channel !== true) return here;
  const home = [user_team, team].find((it) => typeof it === "string");
  if (typeof home !== "string" || home === "") return here;
  // People of an organisation may be told by it rather than by their workspace.
  if (home === around.enterprise_id) return here;
  if (home === around.context_enterprise_id) return around.context_team_id ?? here;
  return home;
}

type Clicker = {
  readonly team?: { readonly id: string } | null | undefined;
  readonly user: { readonly team_id?: string | undefined };
  readonly enterprise?: { readonly id: string } | null | undefined;
};

/** Within an organisation a person may click in another workspace than their own. */
export function tenantOfClick({ team, user, enterprise }: Clicker): string {
  if (!team) return user.team_id ?? "";
  return enterprise ? team.id : (user.team_id ?? team.id);
}
