import { globSync, readFileSync } from "node:fs";
import type { Manifest } from "@slack/web-api/dist/types/request/manifest.js";
import { describe, expect, it } from "vitest";
import full from "../../manifests/slack/manifest.full.json" with { type: "json" };
import manifest from "../../manifests/slack/manifest.json" with { type: "json" };
import { path } from "../../src/platforms/slack/receiver.ts";
import { events, features, methods, optional } from "../../src/platforms/slack/scopes.ts";

const scopesOf = <S extends string>(...uses: readonly Readonly<Record<string, readonly S[]>>[]): S[] =>
  [...new Set(uses.flatMap((use) => Object.values(use).flat()))].sort();

const needed = scopesOf(events, methods, features);
const wanted = [...new Set([...needed, ...scopesOf(...Object.values(optional))])].sort();

/** What a manifest has to be, as the SDK types it: its scopes and events are those of the code. */
const expected = (scopes: typeof wanted): Manifest => ({
  ...manifest,
  oauth_config: { scopes: { bot: [...scopes] } },
  settings: {
    ...manifest.settings,
    event_subscriptions: {
      ...manifest.settings.event_subscriptions,
      bot_events: ["app_mention", "message.im"] satisfies (keyof typeof events)[],
    },
  },
});

const sources = globSync("src/platforms/slack/*.ts")
  .map((name) => readFileSync(name, "utf8"))
  .join("\n");
const documentation = readFileSync("docs/slack.md", "utf8");
const found = (pattern: RegExp) =>
  [...new Set([...sources.matchAll(pattern)].map(([, name]) => name))].sort();

describe("the Slack manifest", () => {
  it("asks for the scopes and events answering needs and no others", () => {
    expect(manifest).toEqual(expected(needed));
  });

  it("has a full form that differs in the scopes of the optional features alone", () => {
    expect(full).toEqual(expected(wanted));
    expect(wanted.length).toBeGreaterThan(needed.length);
  });

  it("has each scope explained in the documentation, and no other", () => {
    const named = [...documentation.matchAll(/`([a-z_]+(?::[a-z]+)+|commands)`/gu)].map(([, scope]) => scope);
    expect([...new Set(named)].sort()).toEqual(wanted);
  });

  it("rests on a list of every event the code listens to", () => {
    expect(Object.keys(events).sort()).toEqual(["app_mention", "message.im"]);
    expect(found(/app\.event\("(\w+)"/g)).toEqual(["app_mention"]);
    expect(sources).toMatch(/app\.message\([\s\S]{0,160}channel_type === "im"/);
  });

  it("rests on a list of every Web API method the code calls", () => {
    const called = found(/client\.((?:auth|chat|conversations|users|views|files|reactions)\.\w+)\(/g);
    // The SDK's one call for an upload makes two.
    const uploads = sources.includes("client.filesUploadV2(") ? Object.keys(optional.files) : [];
    const listed = [methods, ...Object.values(optional)].flatMap((uses) => Object.keys(uses));
    expect([...called, ...uploads].sort()).toEqual([...new Set(listed)].sort());
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
