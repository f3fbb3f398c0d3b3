/** Whose token answers whom, where many workspaces and organisations have installed the bot. */
import type { AuthorizeResult } from "@slack/bolt";
import { LRUCache } from "lru-cache";
import type { Logger } from "pino";
import { reasonOf } from "../speaking/reason.ts";
import { asText, type Installed, type Kept, keptIn } from "./installed.ts";

/** What is kept of each workspace or organisation as text, encrypted by whoever keeps it. */
export type Vault = {
  /** Rejects in time, as somebody waits for an answer. */
  readonly get: (tenant: string) => Promise<string | undefined>;
  readonly put: (kept: { readonly tenant: string; readonly text: string }) => Promise<void>;
  readonly all: () => Promise<readonly { readonly tenant: string; readonly text: string }[]>;
  /** Takes it away with everything followed there. */
  readonly remove: (tenant: string) => Promise<void>;
  /** Uses up the state of an OAuth flow; false where it was used before. */
  readonly spendState: (state: string, until: number) => Promise<boolean>;
};

/** Where a delivery comes from, as Bolt reads it. */
type Source = {
  readonly teamId?: string | undefined;
  readonly enterpriseId?: string | undefined;
  readonly isEnterpriseInstall: boolean;
};

export type Workspaces = {
  /** Nothing where the bot is not installed; rejects where that cannot be told now. */
  readonly find: (source: Source) => Promise<Installed | undefined>;
  /** For Bolt. A command or click is answered without a token; an event without one is left for Slack to repeat. */
  readonly authorize: (source: Source, body?: unknown) => Promise<AuthorizeResult>;
  readonly tokenFor: (tenant: string) => Promise<string | undefined>;
  /** What is known of a tenant is read anew. */
  readonly refresh: (tenant: string) => void;
};

type Parts = { readonly vault: Vault; readonly log: Logger; readonly now?: () => number };

/** How long an installation is used before it is read again, as another process may have changed it. */
const fresh = 60_000;
const most = 5_000;

export function createWorkspaces({ vault, log, now = Date.now }: Parts): Workspaces {
  const read = new LRUCache<string, { readonly kept: Kept; readonly at: number }>({ max: most });
  const strangers = new Set<string>();

  async function lookUp(tenant: string): Promise<Kept | undefined> {
    const known = read.get(tenant);
    if (known && known.at + fresh > now()) return known.kept;
    try {
      const text = await vault.get(tenant);
      const kept = text === undefined ? undefined : keptIn(text);
      if (kept) read.set(tenant, { kept, at: now() });
      else read.delete(tenant);
      return kept;
    } catch (error) {
      if (known) return known.kept;
      throw error;
    }
  }

  async function find({ teamId, enterpriseId, isEnterpriseInstall }: Source): Promise<Installed | undefined> {
    const tenants = isEnterpriseInstall ? [enterpriseId, teamId] : [teamId, enterpriseId];
    for (const tenant of tenants) {
      if (tenant === undefined) continue;
      const kept = await lookUp(tenant);
      const installed = kept && "of" in kept ? await lookUp(kept.of) : kept;
      if (installed === undefined || "of" in installed) continue;
      if (teamId !== undefined && tenant !== teamId) void belongs(teamId, tenant);
      return installed;
    }
    return undefined;
  }

  /** Notes down that a workspace is served by its organisation's installation, so that digests find the token. */
  async function belongs(team: string, organisation: string): Promise<void> {
    try {
      if ((await lookUp(team)) !== undefined) return;
      await vault.put({ tenant: team, text: asText({ of: organisation }) });
      read.set(team, { kept: { of: organisation }, at: now() });
    } catch (error) {
      log.debug({ reason: reasonOf(error) }, "a workspace was not noted down as its organisation's");
    }
  }

  function tellOnce({ teamId, enterpriseId }: Source): void {
    const who = `${teamId}/${enterpriseId}`;
    if (strangers.has(who) || strangers.size >= most) return;
    strangers.add(who);
    log.warn(
      { team: teamId, enterprise: enterpriseId },
      "a workspace that did not install the bot speaks to it",
    );
  }

  return {
    find,

    async authorize(source, body) {
      try {
        const installed = await find(source);
        if (!installed) {
          tellOnce(source);
          return {};
        }
        const { botToken, botId, botUserId } = installed;
        return { botToken, botId, botUserId };
      } catch (error) {
        if (isEvent(body)) throw error;
        log.warn({ reason: reasonOf(error) }, "answering without a token: installations cannot be read");
        return {};
      }
    },

    async tokenFor(tenant) {
      return (await find({ teamId: tenant, isEnterpriseInstall: false }))?.botToken;
    },

    refresh: (tenant) => void read.delete(tenant),
  };
}

/** Only events are repeated by Slack. */
export const isEvent = (body: unknown): boolean =>
  typeof body === "object" && body !== null && "event" in body;
