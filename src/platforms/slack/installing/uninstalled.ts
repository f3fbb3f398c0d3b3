/** Forgets workspaces and organisations that uninstalled the bot, with everything followed there. */
import type { App } from "@slack/bolt";
import type { Logger } from "pino";
import type { farewells } from "../scopes.ts";
import { keptIn } from "./installed.ts";
import type { Vault, Workspaces } from "./workspaces.ts";

/** Slack's word that the bot is not wanted any more. */
type Farewell = {
  readonly team_id?: string | null;
  readonly enterprise_id?: string | null;
  readonly event_time?: number;
  readonly authorizations?: readonly { readonly is_enterprise_install?: boolean }[];
  readonly event?: {
    readonly type?: string;
    readonly tokens?: { readonly bot?: readonly string[] };
  };
};

type Parts = { readonly vault: Vault; readonly workspaces: Workspaces; readonly log: Logger };

/**
 * Bolt acknowledges an event before its listeners run. This one is acknowledged when it is done, so that Slack repeats
 * it where the store was away.
 */
export function watchUninstalls(app: App, parts: Parts): void {
  const process = app.processEvent.bind(app);
  app.processEvent = async (delivery) => {
    if (!isFarewell(delivery.body)) return process(delivery);
    await forget(delivery.body, parts);
    await delivery.ack();
  };
}

/** Revoked tokens of people say nothing of the bot's own. */
const means: Readonly<Record<keyof typeof farewells, (event: NonNullable<Farewell["event"]>) => boolean>> = {
  app_uninstalled: () => true,
  tokens_revoked: ({ tokens }) => (tokens?.bot ?? []).length > 0,
};

function isFarewell({ event }: Farewell): boolean {
  const type = event?.type;
  return (type === "app_uninstalled" || type === "tokens_revoked") && means[type](event ?? {});
}

async function forget(said: Farewell, { vault, workspaces, log }: Parts): Promise<void> {
  const tenant = leaving(said);
  const text = tenant === undefined ? undefined : await vault.get(tenant);
  if (tenant === undefined || text === undefined) return;
  const kept = keptIn(text);
  // A workspace served by its organisation has nothing of its own to take away; and a farewell that comes late must
  // not undo a new installation.
  if ("of" in kept || kept.installedAt > ((said.event_time ?? Number.POSITIVE_INFINITY) + 1) * 1000) return;
  for (const served of (await vault.all()).filter((it) => isServedBy(tenant, it.text))) {
    await vault.remove(served.tenant);
    workspaces.refresh(served.tenant);
  }
  await vault.remove(tenant);
  workspaces.refresh(tenant);
  log.info({ tenant }, "Slack uninstalled the bot; what was followed there is forgotten");
}

/** An organisation's farewell names no workspace. */
function leaving({ team_id, enterprise_id, authorizations }: Farewell): string | undefined {
  const organisation = enterprise_id ?? undefined;
  if (authorizations?.[0]?.is_enterprise_install === true) return organisation;
  return team_id ?? organisation;
}

function isServedBy(tenant: string, text: string): boolean {
  const kept = keptIn(text);
  return "of" in kept && kept.of === tenant;
}
