/** Who may talk to the bot, and where it may talk to: the lists of the configuration. */
import type { TeamsConfig } from "./adapter.ts";

export type Allowed = {
  /** Whether messages may be sent to an address. */
  readonly mayReceive: (serviceUrl: URL) => boolean;
  /** Whether everyone of these tenants may be talked to. */
  readonly areInvited: (tenants: readonly string[]) => boolean;
};

export const allowedBy = (config: TeamsConfig, serviceOrigins: readonly string[]): Allowed =>
  config.local
    ? { mayReceive: ({ hostname }) => isLoopback(hostname), areInvited: () => true }
    : {
        mayReceive: (serviceUrl) =>
          serviceOrigins.includes(serviceUrl.origin) || isListed(serviceUrl, config.serviceHosts),
        areInvited: (tenants) =>
          tenants.length > 0 && tenants.every((tenant) => config.allowedTenants.includes(tenant)),
      };

/** Whether replies may go to an address: https on the usual port, and a host of the list. */
function isListed({ protocol, port, username, password, hostname }: URL, hosts: readonly string[]): boolean {
  if (protocol !== "https:" || port !== "" || username !== "" || password !== "") return false;
  return hosts.some((host) => (host.startsWith(".") ? hostname.endsWith(host) : hostname === host));
}

export const isLoopback = (host: string): boolean =>
  host === "localhost" ||
  host === "::1" ||
  host === "[::1]" ||
  /^(?:::ffff:)?127(?:\.\d{1,3}){3}$/u.test(host);
