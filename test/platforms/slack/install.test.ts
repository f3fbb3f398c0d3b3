import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { scopes } from "../../../src/platforms/slack/installing/install.ts";
import { createInstallStates } from "../../../src/platforms/slack/installing/install-state.ts";
import { StoreUnavailable } from "../../../src/store/store.ts";
import { begin, client, redirected, workspace } from "../../fakes/slack-distribution.ts";
import { publicUrl, setManyStage } from "./many-stage.ts";

describe("an installation", () => {
  it("begins at Slack, with the scopes the code needs, a state, and a cookie for this browser alone", async () => {
    const stage = await setManyStage();
    const { status, location, headers } = await stage.browse().get("/slack/install");
    expect(status).toBe(302);
    expect(location?.origin).toBe("https://slack.com");
    expect(location?.pathname).toBe("/oauth/v2/authorize");
    const asked = Object.fromEntries(location?.searchParams ?? []);
    expect(asked).toMatchObject({
      client_id: client.id,
      redirect_uri: `${publicUrl}/slack/oauth_redirect`,
      scope: scopes.join(","),
    });
    const [cookie = ""] = headers.getSetCookie();
    expect(cookie).toContain(`__Host-mesh-advisor-install=${asked.state};`);
    for (const attribute of ["Secure", "HttpOnly", "Path=/", "Max-Age=600"])
      expect(cookie).toContain(attribute);
    expect(asked.state?.length).toBeGreaterThan(60);
  });

  it("ends with a page that says what to do, the token kept and nowhere readable", async () => {
    const stage = await setManyStage();
    const { status, html, headers } = await stage.install(workspace(1));
    expect(status).toBe(200);
    expect(html).toContain("installed in Workspace 1");
    expect(html).toContain("/invite @Mesh");
    expect(html).toContain("https://slack.com/app_redirect?app=A1&amp;team=T1");
    expect(headers.getSetCookie()[0]).toContain("Expires=Thu, 01 Jan 1970");
    expect(JSON.parse((await stage.vault.get("T1")) ?? "")).toMatchObject({
      botToken: "xoxb-of-T1",
      botId: "B-xoxb-of-T1",
      botUserId: "U-xoxb-of-T1",
    });
    expect(JSON.stringify(await stage.store.installations.all())).not.toContain("xoxb");
    const log = stage.logged.join("");
    expect(log).toContain("Slack installed the bot");
    for (const secret of ["xoxb-", client.secret]) expect(log).not.toContain(secret);
  });

  it("done again replaces the token", async () => {
    const stage = await setManyStage();
    await stage.install(workspace(1));
    expect((await stage.install({ ...workspace(1), token: "xoxb-newer" })).status).toBe(200);
    expect(JSON.parse((await stage.vault.get("T1")) ?? "")).toMatchObject({ botToken: "xoxb-newer" });
    expect(await stage.store.installations.all()).toHaveLength(1);
  });

  it("of an organisation is kept as the organisation's, and says what its admin does next", async () => {
    const stage = await setManyStage();
    const { html } = await stage.install({ enterprise: { id: "E1", name: "Starship" } });
    expect(html).toContain("installed in Starship");
    expect(html).toContain("https://app.slack.com/manage/E1/integrations/profile/A1/workspaces/add");
    expect(await stage.vault.get("E1")).toContain("xoxb-");
  });

  it("that was cancelled changes nothing and says how to start again", async () => {
    const stage = await setManyStage();
    const browser = stage.browse();
    const state = await begin(browser);
    const { status, html } = await browser.get(redirected({ error: "access_denied", state }));
    expect(status).toBe(200);
    expect(html).toContain("Nothing was installed");
    expect(html).toContain(`href="${publicUrl}/slack/install"`);
    expect(stage.slack.callsTo("oauth.v2.access")).toEqual([]);
  });

  it.each([
    ["a made-up state", async () => "nonce.zzzzzzzz.signature"],
    ["no state", async () => ""],
    ["a state of another browser", async (stage: Stage) => begin(stage.browse())],
  ])("with %s is refused before Slack is asked", async (_, stateOf) => {
    const stage = await setManyStage();
    const browser = stage.browse();
    await begin(browser);
    stage.slack.grant("good", workspace(1));
    const { status, html } = await browser.get(redirected({ code: "good", state: await stateOf(stage) }));
    expect(status).toBe(400);
    expect(html).toContain("Start again");
    expect(stage.slack.callsTo("oauth.v2.access")).toEqual([]);
  });

  it("with a forged state is refused though the cookie agrees", async () => {
    const stage = await setManyStage();
    const browser = stage.browse();
    const [nonce, end] = (await begin(browser)).split(".");
    const forged = `${nonce}.${end}.${createHash("sha256").update("guess").digest("base64url")}`;
    browser.jar.set("__Host-mesh-advisor-install", forged);
    expect((await browser.get(redirected({ code: "good", state: forged }))).status).toBe(400);
  });

  it("is finished once: the same address again, cookie and all, is refused", async () => {
    const stage = await setManyStage();
    const browser = stage.browse();
    const state = await begin(browser);
    const cookies = [...browser.jar];
    stage.slack.grant("first", workspace(1));
    stage.slack.grant("second", workspace(2));
    expect((await browser.get(redirected({ code: "first", state }))).status).toBe(200);
    for (const [name, value] of cookies) browser.jar.set(name, value);
    const { status, html } = await browser.get(redirected({ code: "second", state }));
    expect(status).toBe(400);
    expect(html).toContain("it is finished already");
    expect(await stage.vault.get("T2")).toBeUndefined();
  });

  it.each([
    ["invalid_code", 400, "not finished in time", {}],
    ["bad_client_secret", 502, "SLACK_CLIENT_SECRET", { ok: false, error: "bad_client_secret" }],
  ])("whose code Slack refuses as %s says what to do", async (error, expected, words, more) => {
    const stage = await setManyStage();
    const browser = stage.browse();
    if (error !== "invalid_code") stage.slack.grant("code", { ...workspace(1), more });
    const { status, html } = await browser.get(redirected({ code: "code", state: await begin(browser) }));
    expect(status).toBe(expected);
    expect(html).toContain(words);
    expect(await stage.vault.get("T1")).toBeUndefined();
  });

  it("that Slack turned down for another reason shows that, escaped", async () => {
    const stage = await setManyStage();
    const browser = stage.browse();
    const error = "<script>alert(1)</script>";
    const { status, html } = await browser.get(redirected({ error, state: await begin(browser) }));
    expect(status).toBe(400);
    expect(html).toContain("&lt;script&gt;");
    expect(html).not.toContain("<script");
  });

  it("of a workspace with a name full of markup shows it as it is", async () => {
    const stage = await setManyStage();
    const { html } = await stage.install({ team: { id: "T1", name: `<b>"A" & 'B'</b>` } });
    expect(html).toContain("&lt;b&gt;&quot;A&quot; &amp; &#39;B&#39;&lt;/b&gt;");
  });

  it.each([
    ["rotates its tokens", { refresh_token: "xoxe-1", expires_in: 43_200 }],
    ["has no bot", { access_token: undefined, bot_user_id: undefined, scope: undefined }],
  ])("by an app that %s is not kept", async (_, more) => {
    const stage = await setManyStage();
    const { status, html } = await stage.install({ ...workspace(1), more });
    expect(status).toBe(502);
    expect(html).toContain("cannot use this installation");
    expect(await stage.vault.all()).toEqual([]);
  });

  it("while the store is away says so, and nothing was used up at Slack", async () => {
    const away = async () => {
      throw new StoreUnavailable("ECONNREFUSED");
    };
    const stage = await setManyStage({ over: (vault) => ({ ...vault, spendState: away }) });
    const { status, html } = await stage.install(workspace(1));
    expect(status).toBe(503);
    expect(html).toContain("Start again in a minute");
    expect(stage.slack.callsTo("oauth.v2.access")).toEqual([]);
  });

  it("shows pages that ask nothing of anybody else and let nobody frame or keep them", async () => {
    const stage = await setManyStage();
    const { html, headers } = await stage.browse().get("/slack/oauth_redirect");
    const style = /<style>(.*)<\/style>/su.exec(html)?.[1] ?? "";
    const hash = createHash("sha256").update(style).digest("base64");
    expect(headers.get("content-security-policy")).toContain(
      `default-src 'none'; style-src 'sha256-${hash}'`,
    );
    expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(html).not.toMatch(/src=|<link|<script|@import|url\(/u);
  });
});

type Stage = Awaited<ReturnType<typeof setManyStage>>;

describe("the state of an installation", () => {
  const options = { scopes: [] };
  const used = new Set<string>();
  const spendState = async (state: string) => !used.has(state) && used.add(state) !== undefined;
  const states = createInstallStates({ secret: "s", options, spendState });
  const minutes = (count: number) => new Date(count * 60_000);

  it("is good for ten minutes", async () => {
    const [one, two] = [
      await states.generateStateParam(options, minutes(0)),
      await states.generateStateParam(options, minutes(0)),
    ];
    expect(one).not.toBe(two);
    expect(await states.verifyStateParam(minutes(9.9), one)).toBe(options);
    await expect(states.verifyStateParam(minutes(10), two)).rejects.toThrow("expired");
    expect(used.size).toBe(1);
  });

  it("is not good for a server with another secret, nor with a later end written in", async () => {
    const state = await states.generateStateParam(options, minutes(0));
    const other = createInstallStates({ secret: "other", options, spendState });
    await expect(other.verifyStateParam(minutes(1), state)).rejects.toThrow("not made here");
    const [nonce, , signature] = state.split(".");
    const later = `${nonce}.${minutes(100).getTime().toString(36)}.${signature}`;
    await expect(states.verifyStateParam(minutes(20), later)).rejects.toThrow("not made here");
  });
});
