import { describe, expect, it } from "vitest";
import { clickOf } from "../../../src/platforms/slack/hearing/intake.ts";
import { tenantOfClick, tenantOfEvent } from "../../../src/platforms/slack/speaking/tenant.ts";
import { clickBody, press } from "../../fakes/slack-request.ts";

describe("who is heard in a channel", () => {
  it("belongs to the workspace it was said in, where it is nobody else's channel", () => {
    expect(tenantOfEvent({ team_id: "T1" }, { team: "T2" })).toBe("T1");
    expect(tenantOfEvent({ team_id: "T1", is_ext_shared_channel: false }, { team: "T2" })).toBe("T1");
    expect(tenantOfEvent({}, {})).toBe("");
  });

  const shared = {
    team_id: "T1",
    enterprise_id: "E1",
    context_team_id: "T3",
    context_enterprise_id: "E3",
    is_ext_shared_channel: true,
  };

  it.each([
    ["their own workspace", { team: "T2" }, "T2"],
    ["the workspace they speak from", { user_team: "T2", team: "T1" }, "T2"],
    ["this organisation", { team: "E1" }, "T1"],
    ["the organisation it is shared with", { user_team: "E3" }, "T3"],
    ["an organisation unheard of", { team: "E9" }, "E9"],
    ["this workspace where Slack says nothing", {}, "T1"],
    ["this workspace where Slack says nothing of use", { team: "", user_team: 7 }, "T1"],
  ])("in one shared with another company belongs to %s", (_, written, tenant) => {
    expect(tenantOfEvent(shared, written)).toBe(tenant);
  });
});

describe("whoever clicks", () => {
  it("belongs to their own workspace, and within an organisation to the one they click in", () => {
    expect(tenantOfClick({ team: { id: "T1" }, user: { team_id: "T2" } })).toBe("T2");
    expect(tenantOfClick({ team: { id: "T1" }, user: {} })).toBe("T1");
    expect(tenantOfClick({ team: null, user: { team_id: "T2" } })).toBe("T2");
    expect(tenantOfClick({ team: { id: "T1" }, user: { team_id: "T2" }, enterprise: { id: "E1" } })).toBe(
      "T1",
    );
  });

  it("asks in that workspace's name", () => {
    const body = clickBody({ action: press("decisions"), responseUrl: "http://127.0.0.1:9/" });
    const click = clickOf({ ...body, user: { ...body.user, team_id: "T2" } });
    expect(click?.ask.from.place.tenant).toBe("T2");
    expect(click?.ask.conversation).toContain("slack:T2:");
  });
});
