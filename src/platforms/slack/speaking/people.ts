/** What Slack knows of somebody: time zone, membership and rank. */
import type { webApi } from "@slack/bolt";
import type { Told } from "../../../bot/channels.ts";
import { pages } from "./pages.ts";

type Looking = { readonly client: webApi.WebClient; readonly token: string };

export async function zoneOf({ client, token }: Looking, user: string): Promise<string | undefined> {
  const { user: profile } = await client.users.info({ token, user });
  return profile?.tz || undefined;
}

/** As somebody shows themselves, else as the company knows them. */
export async function nameOf({ client, token }: Looking, user: string): Promise<string | undefined> {
  const { user: profile } = await client.users.info({ token, user });
  return profile?.profile?.display_name || profile?.real_name || profile?.name || undefined;
}

export async function isAdmin({ client, token }: Looking, user: string, tenant: string): Promise<Told> {
  const { user: profile } = await client.users.info({ token, user });
  if (!profile) return "unknown";
  const { team_id, enterprise_user, is_admin, is_owner, is_primary_owner, deleted } = profile;
  // In a channel shared with another company its people ask too; they may be administrators, but not here.
  const ours = team_id === tenant || enterprise_user?.teams?.includes(tenant) === true;
  const ranks = is_admin === true || is_owner === true || is_primary_owner === true;
  return ours && ranks && deleted !== true ? "yes" : "no";
}

export async function isMember({ client, token }: Looking, user: string, channel: string): Promise<Told> {
  const all = { token, channel, limit: 999 };
  for await (const { members = [] } of pages((from) => client.conversations.members({ ...all, ...from })))
    if (members.includes(user)) return "yes";
  return "no";
}
