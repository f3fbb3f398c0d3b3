/** Keeps the SDK's clients for replies: each brings HTTP machinery of its own, which the SDK would build for every turn. */
import { ConfigurationBotFrameworkAuthentication } from "botbuilder";
import type { ConnectorClient, ConnectorFactory, UserTokenClient } from "botframework-connector";
import { LRUCache } from "lru-cache";
import { sendingBytes } from "./written.ts";

/** One for every address replies go to, of which Microsoft has a few. */
const most = 100;

/** A factory like the given one that makes one client for each address and audience, waiting no longer than `patience`. */
export function createConnectors(
  patience: number,
  capacity = most,
): (factory: ConnectorFactory) => ConnectorFactory {
  const kept = new LRUCache<string, Promise<ConnectorClient>>({ max: capacity });
  return (factory) => ({
    create(serviceUrl, audience) {
      const key = `${serviceUrl} ${audience}`;
      const earlier = kept.get(key);
      if (earlier) return earlier;
      const client = factory.create(serviceUrl, audience).then((it) => sendingBytes(inTime(it, patience)));
      client.catch(() => kept.delete(key));
      kept.set(key, client);
      return client;
    },
  });
}

/** Makes one client for people's tokens, which every turn carries and this bot never uses. */
export class KeepingAuthentication extends ConfigurationBotFrameworkAuthentication {
  #userTokens: Promise<UserTokenClient> | undefined;

  override createUserTokenClient(
    ...identity: Parameters<ConfigurationBotFrameworkAuthentication["createUserTokenClient"]>
  ): Promise<UserTokenClient> {
    this.#userTokens ??= super.createUserTokenClient(...identity).catch((error: unknown) => {
      this.#userTokens = undefined;
      throw error;
    });
    return this.#userTokens;
  }
}

type Request = { timeout: number };

/** What the SDK's types keep private. */
type Piped = {
  readonly client: {
    readonly pipeline: {
      readonly addPolicy: (
        policy: {
          readonly name: string;
          readonly sendRequest: (request: Request, next: (it: Request) => unknown) => unknown;
        },
        where: { readonly phase: "Sign" },
      ) => void;
    };
  };
};

/** The SDK would wait for an answer without end. */
function inTime(connector: ConnectorClient, patience: number): ConnectorClient {
  const { client } = connector as unknown as Piped;
  client.pipeline.addPolicy(
    {
      name: "inTime",
      sendRequest(request, next) {
        request.timeout = patience;
        return next(request);
      },
    },
    { phase: "Sign" },
  );
  return connector;
}
