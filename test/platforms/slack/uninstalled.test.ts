import { describe, expect, it } from "vitest";
import type { Place } from "../../../src/bot/place.ts";
import { StoreUnavailable } from "../../../src/store/store.ts";
import { workspace } from "../../fakes/slack-distribution.ts";
import { signed } from "../../fakes/slack-request.ts";
import { from, setManyStage } from "./many-stage.ts";

type Stage = Awaited<ReturnType<typeof setManyStage>>;

const uninstalled = { type: "app_uninstalled" };
const revoked = (bot: readonly string[], oauth: readonly string[] = []) => ({
  type: "tokens_revoked",
  tokens: { oauth, bot },
});

const hear = (stage: Stage, around: object, event: object) =>
  stage.deliver(signed(JSON.stringify(from({ ...around }, { ...event }))));

const placeIn = (tenant: string): Place => ({ platform: "slack", tenant, channel: "C1", kind: "channel" });

const follow = ({ store }: Stage, tenant: string) =>
  store.follows.add({
    place: placeIn(tenant),
    subjects: ["istio"],
    schedule: { pattern: "0 9 * * 1", zone: "UTC", onChange: false },
    always: false,
    by: "U1",
    knowing: { snapshot: "s", at: 1 },
    dueAt: 1,
  });

const followed = async ({ store }: Stage, tenant: string) =>
  (await store.follows.of(placeIn(tenant))).length > 0;

describe("a workspace that uninstalls the bot", () => {
  it.each([
    ["app_uninstalled", uninstalled],
    ["tokens_revoked", revoked(["UBOT"])],
  ])("is forgotten on %s with all that was followed there, and no other is", async (_, event) => {
    const stage = await setManyStage();
    for (const number of [1, 2]) {
      await stage.install(workspace(number));
      await follow(stage, `T${number}`);
    }
    expect((await hear(stage, { team_id: "T1" }, event)).status).toBe(200);
    expect((await stage.vault.all()).map(({ tenant }) => tenant)).toEqual(["T2"]);
    expect([await followed(stage, "T1"), await followed(stage, "T2")]).toEqual([false, true]);
    expect((await hear(stage, { team_id: "T1" }, event)).status).toBe(200);
    expect(stage.logged.filter((line) => line.includes("uninstalled the bot"))).toHaveLength(1);
  });

  it("is not forgotten when people's own tokens are revoked", async () => {
    const stage = await setManyStage();
    await stage.install(workspace(1));
    expect((await hear(stage, { team_id: "T1" }, revoked([], ["U1"]))).status).toBe(200);
    expect(await stage.vault.get("T1")).toBeDefined();
  });

  it("is not forgotten when Slack says so late, after it was installed anew", async () => {
    const stage = await setManyStage();
    await stage.install(workspace(1));
    const anHourAgo = Math.floor(Date.now() / 1000) - 3_600;
    await hear(stage, { team_id: "T1", event_time: anHourAgo }, uninstalled);
    expect(await stage.vault.get("T1")).toBeDefined();
  });

  it("while the store is away is left to Slack to say again", async () => {
    let broken = true;
    const stage = await setManyStage({
      over: (vault) => ({
        ...vault,
        remove: (tenant) => (broken ? Promise.reject(new StoreUnavailable("away")) : vault.remove(tenant)),
      }),
    });
    await stage.install(workspace(1));
    expect((await hear(stage, { team_id: "T1" }, uninstalled)).status).toBe(500);
    broken = false;
    expect((await hear(stage, { team_id: "T1" }, uninstalled)).status).toBe(200);
    expect(await stage.vault.get("T1")).toBeUndefined();
  });
});

describe("an organisation that uninstalls the bot", () => {
  it("is forgotten with the workspaces it served, while those with an installation of their own stay", async () => {
    const stage = await setManyStage();
    await stage.install(workspace(1));
    await stage.install({ enterprise: { id: "E1", name: "Starship" } });
    await stage.install({ enterprise: { id: "E2", name: "Other" } });
    await stage.vault.put({ tenant: "T7", text: '{"of":"E1"}' });
    await stage.vault.put({ tenant: "T8", text: '{"of":"E2"}' });
    await follow(stage, "T7");
    await hear(stage, { enterprise_id: "E1" }, uninstalled);
    expect((await stage.vault.all()).map(({ tenant }) => tenant).sort()).toEqual(["E2", "T1", "T8"]);
    expect(await followed(stage, "T7")).toBe(false);
  });

  it("stays when a workspace of it takes its own installation away", async () => {
    const stage = await setManyStage();
    await stage.install(workspace(1));
    await stage.install({ enterprise: { id: "E1", name: "Starship" } });
    await stage.vault.put({ tenant: "T7", text: '{"of":"E1"}' });
    for (const team of ["T1", "T1", "T7"])
      await hear(stage, { team_id: team, enterprise_id: "E1" }, uninstalled);
    expect((await stage.vault.all()).map(({ tenant }) => tenant).sort()).toEqual(["E1", "T7"]);
  });

  it("is known by Slack's mark too", async () => {
    const stage = await setManyStage();
    await stage.install({ enterprise: { id: "E1", name: "Starship" } });
    const marked = {
      team_id: "T7",
      enterprise_id: "E1",
      authorizations: [{ is_enterprise_install: true, team_id: null, enterprise_id: "E1" }],
    };
    await hear(stage, marked, uninstalled);
    expect(await stage.vault.all()).toEqual([]);
  });
});
