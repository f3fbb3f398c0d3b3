import { pino } from "pino";
import { describe, expect, it } from "vitest";
import { createWorkspaces, type Vault } from "../../../src/platforms/slack/installing/workspaces.ts";
import { StoreUnavailable } from "../../../src/store/store.ts";
import { workspace } from "../../fakes/slack-distribution.ts";
import { clickRequest, mention, press, signed, slashRequest } from "../../fakes/slack-request.ts";
import { from, setManyStage } from "./many-stage.ts";

type Stage = Awaited<ReturnType<typeof setManyStage>>;

const authorized = (team: string | null, enterprise: string | null = null) => ({
  team_id: team ?? undefined,
  enterprise_id: enterprise ?? undefined,
  authorizations: [
    { team_id: team, enterprise_id: enterprise, is_bot: true, is_enterprise_install: enterprise !== null },
  ],
});

const say = (stage: Stage, around: object, more: object = {}) =>
  stage.deliver(signed(JSON.stringify(from({ ...around }, mention("<@U0> show istio", { ...more })))));

const tokensOfPosts = ({ slack }: Stage) => slack.callsTo("chat.postMessage").map(({ token }) => token);

const away = () => Promise.reject(new StoreUnavailable("ECONNREFUSED"));

describe("many workspaces", () => {
  it("are each answered with their own token", async () => {
    const stage = await setManyStage();
    await stage.install(workspace(1));
    await stage.install(workspace(2));
    for (const team of ["T1", "T2", "T1"]) expect((await say(stage, authorized(team))).status).toBe(200);
    await stage.stop();
    expect(tokensOfPosts(stage).sort()).toEqual(["xoxb-of-T1", "xoxb-of-T1", "xoxb-of-T2"]);
    expect(stage.asked.map(({ from: { place } }) => place.tenant)).toEqual(["T1", "T2", "T1"]);
  });

  it("do not hear themselves: each bot is known by its own id", async () => {
    const stage = await setManyStage();
    await stage.install(workspace(1));
    await say(stage, authorized("T1"), { user: "U-xoxb-of-T1" });
    await stage.stop();
    expect(stage.asked).toEqual([]);
  });

  it("that did not install the bot are not answered, told of once, and break nothing", async () => {
    const stage = await setManyStage();
    for (let time = 0; time < 3; time++) expect((await say(stage, authorized("T9"))).status).toBe(200);
    expect((await stage.deliver(slashRequest("show istio"))).status).toBe(200);
    await stage.stop();
    expect(tokensOfPosts(stage)).toEqual([]);
    expect(stage.logged.filter((line) => line.includes('"team":"T9"'))).toHaveLength(1);
    expect(stage.logged.join("")).not.toContain('"level":50');
  });

  it("of an organisation are answered with its token, and digests find it by the workspace from then on", async () => {
    const stage = await setManyStage();
    await stage.install({ enterprise: { id: "E1", name: "Starship" }, token: "xoxb-of-E1" });
    await say(stage, authorized("T7", "E1"));
    await stage.stop();
    expect(tokensOfPosts(stage)).toEqual(["xoxb-of-E1"]);
    expect(stage.asked[0]?.from.place.tenant).toBe("T7");
    await expect.poll(() => stage.vault.get("T7")).toBe('{"of":"E1"}');
    const anew = createWorkspaces({ vault: stage.vault, log: pino({ level: "silent" }) });
    expect(await anew.tokenFor("T7")).toBe("xoxb-of-E1");
    expect(await anew.tokenFor("T8")).toBeUndefined();
  });

  it("that share a channel are each asked in their own name, by whoever's token", async () => {
    const stage = await setManyStage();
    await stage.install(workspace(1));
    await say(stage, { ...authorized("T1"), is_ext_shared_channel: true }, { team: "T2" });
    await stage.stop();
    expect(tokensOfPosts(stage)).toEqual(["xoxb-of-T1"]);
    expect(stage.asked.map(({ from: { place } }) => place.tenant)).toEqual(["T2"]);
  });

  it("keep their own installation beside that of their organisation", async () => {
    const stage = await setManyStage();
    await stage.install(workspace(1));
    await stage.install({ enterprise: { id: "E1", name: "Starship" }, token: "xoxb-of-E1" });
    await say(stage, authorized("T1", "E1"));
    const own = { ...authorized("T1"), enterprise_id: "E1" };
    await say(stage, own);
    await stage.stop();
    expect(tokensOfPosts(stage).sort()).toEqual(["xoxb-of-E1", "xoxb-of-T1"]);
    expect(await stage.vault.get("T1")).toContain("xoxb-of-T1");
  });
});

describe("while installations cannot be read", () => {
  const stageAway = () => setManyStage({ over: (vault) => ({ ...vault, get: away }) });

  it("a slash command is answered in its acknowledgement, and a click by its response_url", async () => {
    const stage = await stageAway();
    const { status, body } = await stage.deliver(slashRequest("show istio"));
    expect([status, JSON.parse(body).text]).toEqual([200, expect.stringContaining("About show istio")]);
    const { url, received } = stage.slack.api.responseUrl();
    await stage.deliver(clickRequest({ action: press("show kuma"), responseUrl: url }));
    await stage.stop();
    expect(received).toHaveLength(1);
  });

  it("a mention is refused, so that Slack delivers it again, and answered then", async () => {
    let broken = true;
    const stage = await setManyStage({
      over: (vault) => ({ ...vault, get: (tenant) => (broken ? away() : vault.get(tenant)) }),
    });
    await stage.install(workspace(1));
    const request = signed(JSON.stringify(from(authorized("T1"), mention("<@U0> show istio"))));
    expect((await stage.deliver(request)).status).toBe(500);
    expect(stage.asked).toEqual([]);
    broken = false;
    expect((await stage.deliver(request)).status).toBe(200);
    await stage.stop();
    expect(tokensOfPosts(stage)).toEqual(["xoxb-of-T1"]);
  });

  it("those read before are used", async () => {
    let broken = false;
    const vault: Vault = {
      get: async (tenant) =>
        broken
          ? away()
          : JSON.stringify({ botToken: `xoxb-${tenant}`, botId: "B", botUserId: "U", installedAt: 1 }),
      put: async () => {},
      all: async () => [],
      remove: async () => {},
      spendState: async () => true,
    };
    let now = 0;
    const workspaces = createWorkspaces({ vault, log: pino({ level: "silent" }), now: () => now });
    expect(await workspaces.tokenFor("T1")).toBe("xoxb-T1");
    broken = true;
    now = 3_600_000;
    expect(await workspaces.tokenFor("T1")).toBe("xoxb-T1");
    await expect(workspaces.tokenFor("T2")).rejects.toThrow(StoreUnavailable);
    workspaces.refresh("T1");
    await expect(workspaces.tokenFor("T1")).rejects.toThrow(StoreUnavailable);
  });
});

describe("an installation that was read", () => {
  it("is read again after a minute, as another process may have changed it", async () => {
    let reads = 0;
    let now = 0;
    const kept: Record<string, string> = {
      T1: JSON.stringify({ botToken: "xoxb-1", botId: "B", botUserId: "U", installedAt: 1 }),
    };
    const vault: Vault = {
      async get(tenant) {
        reads++;
        return kept[tenant];
      },
      put: async () => {},
      all: async () => [],
      remove: async () => {},
      spendState: async () => true,
    };
    const workspaces = createWorkspaces({ vault, log: pino({ level: "silent" }), now: () => now });
    await workspaces.tokenFor("T1");
    now = 59_999;
    await workspaces.tokenFor("T1");
    expect(reads).toBe(1);
    delete kept.T1;
    now = 60_000;
    expect(await workspaces.tokenFor("T1")).toBeUndefined();
    expect(reads).toBe(2);
  });
});
