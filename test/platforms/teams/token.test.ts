import { ConfigurationBotFrameworkAuthentication } from "botbuilder";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { activitySchema } from "../../../src/platforms/teams/activity.ts";
import { createVerify } from "../../../src/platforms/teams/token.ts";
import { appId, type BotFramework, startBotFramework } from "../../fakes/bot-framework.ts";

let microsoft: BotFramework;
beforeAll(async () => {
  microsoft = await startBotFramework();
});
afterAll(() => microsoft.stop());

/** The SDK, counting how often it is asked; and a clock that can be put forward. */
function checking() {
  let asked = 0;
  let time = Date.now();
  class Counting extends ConfigurationBotFrameworkAuthentication {
    override authenticateRequest(
      ...request: Parameters<ConfigurationBotFrameworkAuthentication["authenticateRequest"]>
    ) {
      asked++;
      return super.authenticateRequest(...request);
    }
  }
  const { endpoints, credentials } = microsoft.auth;
  const sdk = new Counting({ MicrosoftAppId: appId, ...endpoints }, credentials);
  const verify = createVerify(sdk, "https://api.botframework.com", () => time);
  const activity = activitySchema.parse({
    type: "message",
    channelId: "msteams",
    serviceUrl: microsoft.serviceUrl,
    from: { id: "29:ann" },
    recipient: { id: "28:bot" },
    conversation: { id: "a:1" },
  });
  return {
    asked: () => asked,
    later: (milliseconds: number) => {
      time += milliseconds;
    },
    verify: async (token: string, more: { serviceUrl?: string; channelId?: string } = {}) =>
      (await verify({ ...activity, ...more }, `Bearer ${token}`)) !== undefined,
  };
}

describe("a good token", () => {
  it("is taken again for five minutes", async () => {
    const { verify, asked, later } = checking();
    const token = await microsoft.token();
    expect([await verify(token), await verify(token)]).toEqual([true, true]);
    expect(asked()).toBe(1);
    later(5 * 60_000);
    await verify(token);
    expect(asked()).toBe(2);
  });

  it("is not taken again once it has expired", async () => {
    const { verify, asked, later } = checking();
    const token = await microsoft.token({ expires: 60 });
    await verify(token);
    later(60_000);
    await verify(token);
    expect(asked()).toBe(2);
  });

  it("is good for no other address and no other channel", async () => {
    const { verify } = checking();
    const token = await microsoft.token();
    expect(await verify(token)).toBe(true);
    expect(await verify(token, { serviceUrl: "http://elsewhere.example/" })).toBe(false);
    expect(await verify(token, { channelId: "webchat" })).toBe(false);
    expect(await verify(`${token.slice(0, -4)}AAAA`)).toBe(false);
  });
});

it("a bad token is checked every time", async () => {
  const { verify, asked } = checking();
  const token = await microsoft.token({ signer: "forged" });
  expect([await verify(token), await verify(token)]).toEqual([false, false]);
  expect(asked()).toBe(2);
});
