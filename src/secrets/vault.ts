/** Secrets of tenants, sealed before the store sees them and opened after. */
import type { Platform } from "../bot/place.ts";
import type { Installations } from "../store/store.ts";
import type { Sealer } from "./seal.ts";

type Secret = { readonly tenant: string; readonly text: string };

/** Every method rejects where the store is out of reach; those that read, also where a seal cannot be opened. */
export type Vault = {
  readonly get: (tenant: string) => Promise<string | undefined>;
  /** Replaces what was kept of that tenant. */
  readonly put: (secret: Secret) => Promise<void>;
  /** All that can be opened. */
  readonly all: () => Promise<readonly Secret[]>;
  /** Takes a tenant's secret away, and everything followed there. */
  readonly remove: (tenant: string) => Promise<void>;
  /** Uses up the state of an OAuth flow; false where it was used before. */
  readonly spendState: (state: string, until: number) => Promise<boolean>;
  /** Seals anew what the previous key sealed. Never rejects. */
  readonly renew: () => Promise<void>;
};

type Parts = {
  readonly installations: Installations;
  readonly sealer: Sealer;
  readonly platform: Platform;
  readonly now: () => number;
  readonly log: {
    readonly info: (fields: object, message: string) => void;
    readonly error: (fields: object, message: string) => void;
  };
};

export function createVault({ installations, sealer, platform, now, log }: Parts): Vault {
  const put = ({ tenant, text }: Secret) =>
    installations.put({ tenant, sealed: sealer.seal(text, tenant) }, now());

  return {
    async get(tenant) {
      const sealed = await installations.get(tenant);
      return sealed === undefined ? undefined : sealer.open(sealed, tenant).text;
    },

    put,

    async all() {
      const kept = await installations.all();
      return kept.flatMap(({ tenant, sealed }) => {
        try {
          return [{ tenant, text: sealer.open(sealed, tenant).text }];
        } catch {
          return [];
        }
      });
    },

    remove: (tenant) => installations.remove(tenant, platform, now()),
    spendState: installations.spendState,

    async renew() {
      let renewed = 0;
      const unread = new Map<string, number>();
      try {
        for (const { tenant, sealed } of await installations.all()) {
          try {
            const { text, stale } = sealer.open(sealed, tenant);
            if (stale && (await installations.reseal(tenant, sealed, sealer.seal(text, tenant)))) renewed++;
          } catch (error) {
            const reason = reasonOf(error);
            unread.set(reason, (unread.get(reason) ?? 0) + 1);
          }
        }
      } catch (error) {
        log.error({ reason: reasonOf(error) }, "installations could not be looked through at start");
      }
      if (renewed > 0) log.info({ installations: renewed }, "sealed anew with ENCRYPTION_KEY");
      for (const [reason, count] of unread)
        log.error({ installations: count, reason }, "installations cannot be opened");
    },
  };
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
