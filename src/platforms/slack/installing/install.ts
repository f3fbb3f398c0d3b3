/** Installs the bot in workspaces and organisations by Slack's OAuth flow, and keeps their tokens. */
import type { ServerResponse } from "node:http";
import type { Logger as SdkLogger, webApi } from "@slack/bolt";
import { type InstallationStore, InstallProvider } from "@slack/oauth";
import type { FastifyInstance, FastifyReply } from "fastify";
import type { Logger } from "pino";
import { events, features, methods, optional, optionalEvents } from "../scopes.ts";
import { reasonOf } from "../speaking/reason.ts";
import { installed, notInstalled, UnusableInstallation } from "./install-outcome.ts";
import { htmlOf, type Page, pageHeaders } from "./install-page.ts";
import { createInstallStates, lifetime } from "./install-state.ts";
import { asText } from "./installed.ts";
import type { Vault, Workspaces } from "./workspaces.ts";

const installPath = "/slack/install";
export const redirectPath = "/slack/oauth_redirect";

/** What an installation asks for: everything any feature needs. */
export const scopes: readonly string[] = [
  ...new Set(
    [events, optionalEvents, methods, features, ...Object.values(optional)].flatMap((uses): string[] =>
      Object.values(uses).flat(),
    ),
  ),
].sort();

export type Distribution = {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where people reach this server. */
  readonly publicUrl: string;
};

type Parts = {
  readonly server: FastifyInstance;
  readonly distribution: Distribution;
  readonly vault: Vault;
  readonly workspaces: Workspaces;
  readonly clientOptions: webApi.WebClientOptions;
  readonly logger: SdkLogger;
  readonly log: Logger;
  readonly now?: () => number;
};

export function serveInstallation({
  server,
  distribution: { clientId, clientSecret, publicUrl },
  vault,
  workspaces,
  clientOptions,
  logger,
  log,
  now = Date.now,
}: Parts): void {
  const options = { scopes: [...scopes], redirectUri: publicUrl + redirectPath };
  const store: InstallationStore = {
    async storeInstallation({ bot, team, enterprise, isEnterpriseInstall }) {
      const tenant = isEnterpriseInstall ? enterprise?.id : team?.id;
      if (!bot || tenant === undefined)
        throw new UnusableInstallation("Slack gave no token for a bot. Check the app's bot scopes.");
      if (bot.refreshToken !== undefined)
        throw new UnusableInstallation(
          "The Slack app rotates its tokens, which Mesh Advisor does not do. Make the app anew from the manifest, which leaves that off.",
        );
      const { token: botToken, id: botId, userId: botUserId } = bot;
      await vault.put({ tenant, text: asText({ botToken, botId, botUserId, installedAt: now() }) });
      workspaces.refresh(tenant);
      log.info({ tenant }, "Slack installed the bot");
    },
    fetchInstallation: async () => {
      throw new Error("tokens are found by workspace, not by the provider");
    },
  };
  const provider = new InstallProvider({
    clientId,
    clientSecret,
    stateStore: createInstallStates({ secret: clientSecret, options, spendState: vault.spendState }),
    // The prefix has browsers refuse it from another host or without encryption.
    stateCookieName: "__Host-mesh-advisor-install",
    stateCookieExpirationSeconds: lifetime / 1000,
    installationStore: store,
    installUrlOptions: options,
    directInstall: true,
    logger,
    clientOptions,
  });

  server.get(installPath, (request, reply) =>
    serve(reply, (response) => provider.handleInstallPath(request.raw, response)),
  );

  server.get<{ Querystring: { readonly error?: unknown } }>(redirectPath, (request, reply) =>
    serve(reply, (response) =>
      provider.handleCallback(request.raw, response, {
        successAsync: async (installation) => send(response, installed(installation)),
        failureAsync: async (error) => {
          log.warn({ reason: reasonOf(error) }, "an installation in Slack did not come about");
          send(response, notInstalled(error, request.query.error, publicUrl + installPath));
        },
      }),
    ),
  );

  /** The provider writes to Node's own response. */
  async function serve(
    reply: FastifyReply,
    work: (response: ServerResponse) => Promise<void>,
  ): Promise<void> {
    reply.hijack();
    for (const [name, value] of Object.entries(pageHeaders)) reply.raw.setHeader(name, value);
    try {
      await work(reply.raw);
    } catch (error) {
      log.error({ reason: reasonOf(error) }, "an installation page could not be shown");
      if (!reply.raw.headersSent) reply.raw.writeHead(500);
      reply.raw.end();
    }
  }
}

const send = (response: ServerResponse, page: Page): void => {
  response.writeHead(page.status).end(htmlOf(page));
};
