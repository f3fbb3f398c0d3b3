import {
  type Activity,
  ActivityTypes,
  CardFactory,
  ConfigurationBotFrameworkAuthentication,
} from "botbuilder";
import { ClaimsIdentity, type ConnectorClient } from "botframework-connector";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createConnectors } from "../../../src/platforms/teams/connectors.ts";
import {
  appId,
  type BotFramework,
  issuer,
  messageActivity,
  startBotFramework,
} from "../../fakes/bot-framework.ts";

const card = {
  type: "AdaptiveCard",
  version: "1.5",
  body: [{ type: "TextBlock", text: "Istio ≠ Linkerd 🚢" }],
};
const conversation = "19:team@thread.tacv2;messageid=1";

const activities: Readonly<Record<string, Partial<Activity>>> = {
  "a card": { type: ActivityTypes.Message, summary: "“≠”", attachments: [CardFactory.adaptiveCard(card)] },
  "two cards": {
    type: ActivityTypes.Message,
    attachments: [CardFactory.adaptiveCard(card), CardFactory.adaptiveCard({ ...card, body: [] })],
  },
  "a card that is named": {
    type: ActivityTypes.Message,
    attachments: [{ ...CardFactory.adaptiveCard(card), name: '"}]}' }],
  },
  "a picture": {
    type: ActivityTypes.Message,
    attachments: [{ contentType: "image/png", contentUrl: "https://mesh.example.com/istio.png" }],
  },
  words: { type: ActivityTypes.Message, text: "Istio ≠ Linkerd", textFormat: "plain" },
  "an activity with a date": {
    type: ActivityTypes.Message,
    text: "x",
    timestamp: new Date(1_700_000_000_000),
  },
  "a sign of typing": { type: ActivityTypes.Typing },
  "what a turn adds, and fields the SDK does not know": {
    ...messageActivity("https://smba.trafficmanager.net/amer/", {
      from: { id: "28:mesh", name: "Mesh", unknown: true },
      recipient: { id: "29:ann", aadObjectId: "f0f0", userRole: "user" },
      conversation: { id: conversation, isGroup: true, tenantId: "t", isTargeted: true },
      unknown: { deep: [1] },
    }),
    replyToId: "activity-0",
    attachments: [{ ...CardFactory.adaptiveCard(card), unknown: "x" }],
  } as unknown as Partial<Activity>,
};

const operations: Readonly<Record<string, (connector: ConnectorClient, activity: Activity) => unknown>> = {
  reply: ({ conversations }, it) => conversations.replyToActivity(conversation, "activity-1", it),
  message: ({ conversations }, it) => conversations.sendToConversation(conversation, it),
  update: ({ conversations }, it) => conversations.updateActivity(conversation, "activity-1", it),
  conversation: ({ conversations }, activity) =>
    conversations.createConversation({
      isGroup: false,
      bot: { id: "b", name: "Mesh" },
      channelData: {},
      activity,
    }),
};

describe("a message to Teams", () => {
  let framework: BotFramework;
  let ours: ConnectorClient;
  let plain: ConnectorClient;
  beforeAll(async () => {
    framework = await startBotFramework();
    const { endpoints, credentials } = framework.auth;
    const factory = new ConfigurationBotFrameworkAuthentication(
      { MicrosoftAppId: appId, ...endpoints },
      credentials,
    ).createConnectorFactory(new ClaimsIdentity([{ type: "aud", value: appId }], true));
    plain = await factory.create(framework.serviceUrl, issuer);
    ours = await createConnectors(5_000)(factory).create(framework.serviceUrl, issuer);
  });
  afterAll(() => framework.stop());

  describe.each(Object.keys(operations))("as a %s", (operation) => {
    // The second time a card is not written out anew.
    it.each(Object.keys(activities))("with %s arrives as the SDK itself sends it, twice", async (name) => {
      const before = framework.sent.length;
      for (const connector of [plain, ours, ours])
        await operations[operation]?.(connector, activities[name] as Activity);
      const [asItIs, first, second] = framework.sent.slice(before);
      expect(asItIs).toMatchObject({ contentType: expect.stringContaining("application/json") });
      expect([first, second]).toEqual([asItIs, asItIs]);
    });
  });
});
