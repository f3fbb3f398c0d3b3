import { readFileSync } from "node:fs";
import type { Manifest } from "@slack/web-api/dist/types/request/manifest.js";
import { describe, expect, it } from "vitest";
import full from "../../manifests/slack/manifest.full.json" with { type: "json" };
import { redirectPath, scopes } from "../../src/platforms/slack/installing/install.ts";
import {
  events,
  farewells,
  features,
  methods,
  optional,
  optionalEvents,
} from "../../src/platforms/slack/scopes.ts";

const guide = readFileSync(new URL("../../docs/slack-many-workspaces.md", import.meta.url), "utf8");
const lines: Partial<Manifest> = JSON.parse(/```json\n([\s\S]+?)```/u.exec(guide)?.[1] ?? "");

describe("the lines that a manifest for many workspaces has besides", () => {
  it("subscribe to every event the code listens to, the farewells too", () => {
    expect(lines.settings?.event_subscriptions?.bot_events).toEqual(
      [events, optionalEvents, farewells].flatMap((heard) => Object.keys(heard)).sort(),
    );
  });

  it("send people back to the path that is served", () => {
    expect(lines.oauth_config?.redirect_urls?.map((url) => new URL(url).pathname)).toEqual([redirectPath]);
  });

  it("let organisations install it, without rotating tokens", () => {
    expect(lines.settings).toMatchObject({ org_deploy_enabled: true, token_rotation_enabled: false });
  });
});

describe("an installation", () => {
  it("asks for every scope of every feature, once", () => {
    const used = [events, optionalEvents, farewells, methods, features, ...Object.values(optional)];
    const all = used.flatMap((uses) => Object.values<readonly string[]>(uses).flat());
    expect(scopes).toEqual([...new Set(all)].sort());
    expect(scopes).toEqual(full.oauth_config.scopes.bot);
  });
});
