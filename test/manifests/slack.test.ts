import { globSync, readFileSync } from "node:fs";
import type { Manifest } from "@slack/web-api/dist/types/request/manifest.js";
import { describe, expect, it } from "vitest";
import manifest from "../../manifests/slack/manifest.json" with { type: "json" };
import { path } from "../../src/platforms/slack/receiver.ts";
import { events, features, methods } from "../../src/platforms/slack/scopes.ts";

const needed = [...new Set([events, methods, features].flatMap((uses) => Object.values(uses).flat()))].sort();

/** What the manifest has to be, as the SDK types it: its scopes and events are those of the code. */
const expected: Manifest = {
  ...manifest,
  oauth_config: { scopes: { bot: needed } },
  settings: {
    ...manifest.settings,
    event_subscriptions: {
      ...manifest.settings.event_subscriptions,
      bot_events: ["app_mention", "message.im"] satisfies (keyof typeof events)[],
    },
  },
};

const sources = globSync("src/platforms/slack/*.ts")
  .map((name) => readFileSync(name, "utf8"))
  .join("\n");
const found = (pattern: RegExp) =>
  [...new Set([...sources.matchAll(pattern)].map(([, name]) => name))].sort();

describe("the Slack manifest", () => {
  it("asks for the scopes and events the code needs and no others", () => {
    expect(manifest).toEqual(expected);
  });

  it("rests on a list of every event the code listens to", () => {
    expect(Object.keys(events).sort()).toEqual(["app_mention", "message.im"]);
    expect(found(/app\.event\("(\w+)"/g)).toEqual(["app_mention"]);
    expect(sources).toMatch(/app\.message\([\s\S]{0,160}channel_type === "im"/);
  });

  it("rests on a list of every Web API method the code calls", () => {
    expect(found(/client\.((?:auth|chat|conversations|users|views|files|reactions)\.\w+)\(/g)).toEqual(
      Object.keys(methods).sort(),
    );
  });

  it("sends everything to the one path that is served", () => {
    const urls = [
      ...manifest.features.slash_commands.map(({ url }) => url),
      manifest.settings.event_subscriptions.request_url,
      manifest.settings.interactivity.request_url,
    ];
    expect(new Set(urls.map((url) => new URL(url).pathname))).toEqual(new Set([path]));
  });

  it("lets people write to the bot", () => {
    expect(manifest.features.app_home).toMatchObject({
      messages_tab_enabled: true,
      messages_tab_read_only_enabled: false,
    });
  });

  it("keeps Slack's limits on what people read", () => {
    const { name, description, long_description } = manifest.display_information;
    expect(name.length).toBeLessThanOrEqual(35);
    expect(description.length).toBeLessThanOrEqual(140);
    expect(long_description.length).toBeGreaterThanOrEqual(175);
    expect(long_description.length).toBeLessThanOrEqual(4_000);
  });
});
