/** The Bot Framework SDK behind three functions: check a token, run a turn, speak unasked. */
import {
  CloudAdapter,
  type ConfigurationBotFrameworkAuthenticationOptions,
  ConfigurationServiceClientCredentialFactory,
  type InvokeResponse,
  type TurnContext,
} from "botbuilder";
import type { AuthenticateRequestResult, ServiceClientCredentialsFactory } from "botframework-connector";
import type { Watch } from "../../bot/watch.ts";
import type { TeamsActivity } from "./activity.ts";
import { createConnectors, KeepingAuthentication } from "./connectors.ts";
import { createSpeak, type Speak } from "./speak.ts";
import { createVerify, forSdk, type Verify } from "./token.ts";
import { watchSending } from "./watch.ts";

/** Local mode is for clients on this machine only: no credentials, loopback addresses both ways. */
export type TeamsConfig =
  | { readonly local: true }
  | {
      readonly local: false;
      readonly appId: string;
      readonly appPassword: string;
      /** The tenant the app is registered in. */
      readonly tenantId: string;
      /** The tenants that may talk to the bot. */
      readonly allowedTenants: readonly string[];
      /** The hosts replies may be sent to; a leading dot allows subdomains. */
      readonly serviceHosts: readonly string[];
    };

/** Where keys and tokens come from when not from Microsoft's public cloud. */
export type TeamsAuth = {
  /** Must name every address, as the SDK mixes none of its own with given ones. */
  readonly endpoints: ConfigurationBotFrameworkAuthenticationOptions;
  readonly credentials: ServiceClientCredentialsFactory;
  /** Origins replies may be sent to besides the configured hosts. */
  readonly serviceOrigins: readonly string[];
};

type Turn = (
  identity: AuthenticateRequestResult,
  activity: TeamsActivity,
  work: (context: TurnContext) => Promise<void>,
) => Promise<InvokeResponse | undefined>;

type Adapter = { readonly verify: Verify; readonly turn: Turn; readonly speak: Speak };

/**
 * `CloudAdapter.process` would read the request before any check, print every error and answer with its text;
 * a turn starts behind it, with an identity that was checked before.
 */
class CheckedAdapter extends CloudAdapter {
  readonly #connectors: ReturnType<typeof createConnectors>;

  constructor(authentication: KeepingAuthentication, patience: number) {
    super(authentication);
    this.#connectors = createConnectors(patience);
  }

  turn(...[identity, activity, work]: Parameters<Turn>): ReturnType<Turn> {
    const { connectorFactory } = identity;
    return this.processActivity(
      { ...identity, ...(connectorFactory && { connectorFactory: this.#connectors(connectorFactory) }) },
      forSdk(activity),
      work,
    );
  }
}

const channelIssuer = "https://api.botframework.com";

/** A message that Teams does not take within `patience` milliseconds is given up. */
export function createAdapter(
  config: TeamsConfig,
  auth: TeamsAuth | undefined,
  patience: number,
  watch: Watch | undefined,
): Adapter {
  const authentication = new KeepingAuthentication(...credentialsOf(config, auth));
  const adapter = new CheckedAdapter(authentication, patience);
  if (watch) adapter.use(watchSending(watch));
  const issuer = auth?.endpoints.ToBotFromChannelTokenIssuer ?? channelIssuer;
  return {
    verify: config.local
      ? (activity, authorization) => authentication.authenticateRequest(forSdk(activity), authorization)
      : createVerify(authentication, issuer),
    turn: (...turn) => adapter.turn(...turn),
    speak: createSpeak(adapter, config.local ? "" : config.appId, patience),
  };
}

function credentialsOf(
  config: TeamsConfig,
  auth: TeamsAuth | undefined,
): ConstructorParameters<typeof KeepingAuthentication> {
  // Without an app id the SDK checks nothing, which only local mode may have.
  if (config.local) return [{}];
  if (config.appId === "")
    throw new Error("Teams needs an app id: set TEAMS_APP_ID, or TEAMS_LOCAL=1 on your own machine.");
  if (auth) return [{ MicrosoftAppId: config.appId, ...auth.endpoints }, auth.credentials];
  return [
    {},
    new ConfigurationServiceClientCredentialFactory({
      MicrosoftAppType: "SingleTenant",
      MicrosoftAppId: config.appId,
      MicrosoftAppPassword: config.appPassword,
      MicrosoftAppTenantId: config.tenantId,
    }),
  ];
}
