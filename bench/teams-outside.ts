/** Where the SDK for Teams finds Microsoft's keys, and with what it signs: all on this machine. */
import { appId, issuer } from "./child.ts";

export const endpointsAt = (origin: string) => ({
  ToBotFromChannelOpenIdMetadataUrl: `${origin}/openid`,
  ToBotFromChannelTokenIssuer: issuer,
  ToBotFromEmulatorOpenIdMetadataUrl: `${origin}/openid`,
  ToChannelFromBotLoginUrl: `${origin}/login`,
  ToChannelFromBotOAuthScope: issuer,
  OAuthUrl: `${origin}/oauth`,
  CallerId: "urn:botframework:azure",
});

export const credentials = {
  isValidAppId: async (id?: string) => id === appId,
  isAuthenticationDisabled: async () => false,
  createCredentials: async () => ({
    async signRequest(request: { headers: { set: (name: string, value: string) => void } }) {
      request.headers.set("authorization", "Bearer token-of-the-bot");
      return request as never;
    },
  }),
};
