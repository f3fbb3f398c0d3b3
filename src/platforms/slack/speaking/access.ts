/** Whose token is used: that of the one workspace configured, or those of the workspaces that installed the bot. */
import { type App, type AuthorizeResult, type Logger as SdkLogger, webApi } from "@slack/bolt";
import type { FastifyInstance } from "fastify";
import type { Logger } from "pino";
import { type Distribution, serveInstallation } from "../installing/install.ts";
import { watchUninstalls } from "../installing/uninstalled.ts";
import { createWorkspaces, isEvent, type Vault, type Workspaces } from "../installing/workspaces.ts";
import { knowIdentity } from "./identity.ts";

export type Access = {
  readonly authorize: Workspaces["authorize"];
  /** Nothing where the bot is not installed; rejects where that cannot be told now. */
  readonly tokenFor: Workspaces["tokenFor"];
  /** Whether it is known who the bot is; until then mentions are recognised by what Slack says beside them. */
  readonly isIdentified: () => boolean;
  /** What else it needs of Bolt; before the listeners are added. */
  readonly attach: (app: App) => void;
  readonly start: () => void;
  readonly stop: () => void;
};

type Shared = { readonly clientOptions: webApi.WebClientOptions; readonly log: Logger };

type One = Shared & {
  readonly botToken: string;
  readonly identity: Pick<AuthorizeResult, "botId" | "botUserId">;
};

export function oneWorkspace({ botToken, identity: configured, clientOptions, log }: One): Access {
  const client = new webApi.WebClient(botToken, clientOptions);
  const identity = knowIdentity({ configured, ask: () => client.auth.test(), log });
  return {
    authorize: async () => ({ botToken, ...identity.current() }),
    tokenFor: async () => botToken,
    isIdentified: () => identity.current().botUserId !== undefined,
    attach: () => {},
    start: identity.start,
    stop: identity.stop,
  };
}

type Many = Shared & {
  readonly distribution: Distribution;
  readonly vault: Vault | undefined;
  readonly server: FastifyInstance;
  readonly logger: SdkLogger;
};

export function manyWorkspaces({ vault, log, ...parts }: Many): Access {
  if (!vault)
    throw new Error(
      "many workspaces need a place for their tokens: set ENCRYPTION_KEY, and STATE_DIR or DATABASE_URL",
    );
  const workspaces = createWorkspaces({ vault, log });
  serveInstallation({ ...parts, vault, workspaces, log });
  return {
    authorize: workspaces.authorize,
    tokenFor: workspaces.tokenFor,
    isIdentified: () => true,
    attach(app) {
      watchUninstalls(app, { vault, workspaces, log });
      // An event of a workspace that did not install the bot: nobody could be answered.
      app.use(async ({ body, context, next }) => {
        if (context.botToken !== undefined || !isEvent(body)) await next();
      });
    },
    start: () => {},
    stop: () => {},
  };
}
