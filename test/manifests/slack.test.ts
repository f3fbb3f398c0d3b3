import { globSync, readFileSync } from "node:fs";
import type { Manifest } from "@slack/web-api/dist/types/request/manifest.js";
import { describe, expect, it } from "vitest";
import full from "../../manifests/slack/manifest.full.json" with { type: "json" };
import manifest from "../../manifests/slack/manifest.json" with { type: "json" };
import { soleForm } from "../../src/card/form.ts";
import { commands } from "../../src/commands/index.ts";
import { readConfig } from "../../src/config.ts";
import { path } from "../../src/platforms/slack/hearing/receiver.ts";
import { events, features, methods, optional, optionalEvents } from "../../src/platforms/slack/scopes.ts";
import { ask } from "../mesh-bot.ts";

const scopesOf = <S extends string>(...uses: readonly Readonly<Record<string, readonly S[]>>[]): S[] =>
  [...new Set(uses.flatMap((use) => Object.values(use).flat()))].sort();

const needed = scopesOf(events, methods, features);
const wanted = [...new Set([...needed, ...scopesOf(optionalEvents, ...Object.values(optional))])].sort();

/** What a manifest has to be: its scopes and events are those of the code. */
const expected = (scopes: typeof wanted, heard: readonly string[]) => ({
  ...manifest,
  oauth_config: { scopes: { bot: [...scopes] } },
  settings: {
    ...manifest.settings,
    event_subscriptions: { ...manifest.settings.event_subscriptions, bot_events: [...heard].sort() },
  },
});

/** The SDK's types know neither every scope nor that names in JSON are narrow; the rest they check. */
const typed = ({ features: them, display_information }: typeof full | typeof manifest) =>
  ({ display_information, features: them }) as Pick<Manifest, "display_information" | "features">;

const sources = globSync("src/platforms/slack/**/*.ts")
  .map((name) => readFileSync(name, "utf8"))
  .join("\n");
const documentation = readFileSync("docs/slack.md", "utf8");
const found = (pattern: RegExp) =>
  [...new Set([...sources.matchAll(pattern)].map(([, name]) => name))].sort();

describe("the Slack manifest", () => {
  it("asks for the scopes and events answering needs and no others", () => {
    expect(manifest).toEqual(expected(needed, Object.keys(events)));
  });

  it("has a full form that differs in the optional features alone", () => {
    const { unfurl_domains, agent_view, ...shared } = full.features;
    const heard = [...Object.keys(events), ...Object.keys(optionalEvents)];
    expect({ ...full, features: shared }).toEqual(expected(wanted, heard));
    expect(wanted.length).toBeGreaterThan(needed.length);
    expect(unfurl_domains).toEqual(readConfig({}).previewDomains);
    expect(agent_view.agent_description.length).toBeLessThanOrEqual(300);
  });

  it("offers shortcuts and prompts that are commands", async () => {
    const { shortcuts = [], agent_view } = typed(full).features ?? {};
    const names = commands.map(({ name }) => name);
    for (const { name, type, callback_id, description } of shortcuts) {
      expect(names).toContain(callback_id);
      expect(name.length).toBeLessThanOrEqual(24);
      expect(description.length).toBeLessThanOrEqual(150);
      if (type === "global") expect(soleForm((await ask(callback_id)).card)).toBeDefined();
    }
    const prompts = agent_view?.suggested_prompts ?? [];
    expect(prompts).toHaveLength(4);
    for (const { message } of prompts) {
      const { command, outcome } = await ask(message);
      const { examples = [] } = commands.find(({ name }) => name === command) ?? {};
      expect(outcome).toBe("answered");
      expect(examples).toContain(message);
    }
  });

  it("has each scope explained in the documentation, and no other", () => {
    const named = [...documentation.matchAll(/`([a-z_]+(?::[a-z]+)+|commands)`/gu)].map(([, scope]) => scope);
    expect([...new Set(named)].sort()).toEqual(wanted);
  });

  it("rests on a list of every event the code listens to", () => {
    const listed = [...Object.keys(events), ...Object.keys(optionalEvents)];
    expect([...found(/app\.event\("(\w+)"/g), "message.im"].sort()).toEqual(listed.sort());
    expect(sources).toMatch(/app\.message\([\s\S]{0,160}channel_type === "im"/);
  });

  it("rests on a list of every Web API method the code calls", () => {
    const called = found(
      /client\.((?:auth|chat|conversations|users|views|files|reactions|assistant\.threads)\.\w+)\(/g,
    );
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
      manifest.settings.interactivity.message_menu_options_url,
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
