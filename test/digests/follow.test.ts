import { describe, expect, it } from "vitest";
import type { Reply } from "../../src/bot/ask.ts";
import type { Card } from "../../src/card/card.ts";
import { plainText } from "../../src/card/plain.ts";
import { channel, setStage } from "./stage.ts";

const words = (card: Card) => plainText(card, { prefix: "/mesh " });
const said = ({ card }: Reply) => words(card);
const archived = (text: string) =>
  text.replace(/^ {2}state: active$/mu, "  state: archived\n  since: 2026-11-26");

describe("follow", () => {
  it("tells what comes, when, and where the time zone is from", async () => {
    const stage = await setStage({ zone: "Europe/Berlin" });
    const reply = await stage.ask("follow istio");
    expect(reply.outcome).toBe("answered");
    expect(said(reply)).toContain("every Monday at 09:00 (Europe/Berlin), next on Mon 2026-11-30 09:00");
    expect(said(reply)).toContain("time zone is that of your profile");
    expect(said(await stage.ask("follow kuma daily at 8 UTC"))).not.toContain("profile");
  });

  it("says so where the time zone is not known", async () => {
    const stage = await setStage();
    expect(said(await stage.ask("follow istio"))).toContain("I do not know your time zone");
  });

  it("is confirmed in the channel where only the asker reads the answer", async () => {
    const stage = await setStage();
    const reply = await stage.ask("follow istio", { heardBy: "asker", via: "slash" });
    expect(said(reply)).toContain("I have told the channel");
    expect(stage.posts.map(({ place, card }) => [place.channel, card.title])).toEqual([
      ["C1", "Following Istio"],
    ]);
  });

  it("follows nothing where the channel cannot be written to, and says what to do", async () => {
    const stage = await setStage();
    stage.failures.push({
      kind: "never",
      reason: "not_in_channel",
      advice: "Invite me with /invite @Mesh.",
      gone: false,
    });
    const reply = await stage.ask("follow istio", { heardBy: "asker", via: "slash" });
    expect(reply.outcome).toBe("unavailable");
    expect(said(reply)).toContain("/invite @Mesh");
    expect(said(await stage.ask("following"))).toContain("Nothing is followed here");
  });

  it("keeps what was followed before where a second confirmation fails", async () => {
    const stage = await setStage();
    await stage.ask("follow istio");
    stage.failures.push({ kind: "later", reason: "HTTP 500", doubtful: true });
    await stage.ask("follow istio kuma", { heardBy: "asker", via: "slash" });
    expect((await stage.store.follows.of(channel("C1"))).map(({ subjects }) => subjects)).toEqual([
      ["istio"],
    ]);
  });

  it("moves a mesh to its newest schedule, and lets “all” stand beside it", async () => {
    const stage = await setStage();
    await stage.ask("follow istio linkerd weekly");
    await stage.ask("follow istio daily");
    await stage.ask("follow all monthly");
    const follows = await stage.store.follows.of(channel("C1"));
    expect(follows.map(({ subjects, schedule }) => [subjects, schedule.pattern])).toEqual([
      [["istio"], "0 9 * * *"],
      [["linkerd"], "0 9 * * 1"],
      [["all"], "0 9 1 * *"],
    ]);
  });

  it.each([
    ["subscribe us to linkerd", "linkerd"],
    ["tell us when istio changes", "istio"],
    ["keep me posted on kuma", "kuma"],
    ["notify us when consul has a new release", "consul"],
  ])("is overheard: %s", async (text, mesh) => {
    const stage = await setStage();
    expect(await stage.ask(text)).toMatchObject({ command: "follow", answer: { subjects: [mesh] } });
  });

  it("reads typos and asks about what it cannot read", async () => {
    const stage = await setStage();
    expect((await stage.ask("follow isto daily")).outcome).toBe("assumed");
    expect((await stage.ask("follow xylophone")).outcome).toBe("unknown");
    expect((await stage.ask("follow")).outcome).toBe("usage");
    expect((await stage.ask("follow istio hourly")).outcome).toBe("usage");
    expect((await stage.ask("follow decision 12")).outcome).toBe("unknown");
    expect(await stage.store.follows.of(channel("C1"))).toHaveLength(1);
  });
});

describe("a digest", () => {
  it("comes when it is due, with what changed since the last one, and only then", async () => {
    const stage = await setStage();
    await stage.ask("follow linkerd weekly");
    await stage.until("2026-11-30T09:00:00Z");
    expect(stage.posts).toEqual([]);
    await stage.edit("meshes/linkerd.yaml", archived);
    await stage.until("2026-12-07T08:59:00Z");
    expect(stage.posts).toEqual([]);
    await stage.until("2026-12-07T09:00:00Z");
    expect(stage.posts).toHaveLength(1);
    const card = stage.posts[0]?.card;
    expect(card?.title).toBe("Linkerd: 1 change since 2026-11-30");
    expect(card?.banners.map(({ kind }) => kind)).toContain("archived");
    expect(card && words(card)).toContain("Status: was active, is now archived");
    await stage.until("2026-12-14T09:00:00Z");
    expect(stage.posts).toHaveLength(1);
  });

  it("comes at once on a change, where that was asked for", async () => {
    const stage = await setStage();
    await stage.ask("follow linkerd on change");
    await stage.ask("follow istio on change", { place: channel("C2") });
    await stage.edit("meshes/linkerd.yaml", archived);
    await stage.until("2026-11-25T10:01:00Z");
    expect(stage.posts.map(({ place }) => place.channel)).toEqual(["C1"]);
  });

  it("says that nothing is new where that was asked for", async () => {
    const stage = await setStage();
    await stage.ask("follow linkerd weekly always");
    await stage.until("2026-11-30T09:00:00Z");
    expect(stage.posts.map(({ card }) => card.title)).toEqual(["Nothing new"]);
  });

  it("tells of support that ends within sixty days, once", async () => {
    const stage = await setStage();
    await stage.edit("meshes/kuma.yaml", (text) =>
      text
        .replace(/^releases:\n( {2}- line: [^\n]*\n)/mu, (all) => `${all}    endOfLife: 2027-03-01\n`)
        .replace(/(endOfLife: 2027-03-01\n(?: {4}[^\n]*\n)*?) {4}endOfLife: [^\n]*\n/u, "$1"),
    );
    await stage.ask("follow kuma weekly");
    await stage.until("2026-12-28T09:00:00Z");
    expect(stage.posts).toEqual([]);
    await stage.until("2027-01-04T09:00:00Z");
    expect(stage.posts.map(({ card }) => words(card)).join()).toMatch(
      /Support of line .* ends on 2027-03-01/u,
    );
    await stage.until("2027-01-11T09:00:00Z");
    expect(stage.posts).toHaveLength(1);
  });

  it("leaves a mesh out of “all” that the place follows by name at another time", async () => {
    const stage = await setStage();
    await stage.ask("follow linkerd monthly");
    await stage.ask("follow all daily");
    await stage.edit("meshes/linkerd.yaml", archived);
    await stage.edit("meshes/kuma.yaml", archived);
    await stage.until("2026-11-26T09:00:00Z");
    expect(stage.posts.map(({ card }) => card.title)).toEqual(["Kuma: 1 change since 2026-11-25"]);
  });

  it("goes through the catalog with a mesh of the week, leaving out those nobody should adopt", async () => {
    const stage = await setStage();
    await stage.ask("follow mesh of the week");
    for (let week = 0; week < 20; week++)
      await stage.until(new Date(Date.parse("2026-11-30T09:00:00Z") + week * 7 * 86_400_000).toISOString());
    const titles = stage.posts.map(({ card }) => card.title.replace("Mesh of the week: ", ""));
    expect(titles).toHaveLength(20);
    const round = titles.indexOf(titles[0] ?? "", 1);
    expect(new Set(titles.slice(0, round)).size).toBe(round);
    expect(titles).toContain("Linkerd");
    for (const dead of ["Open Service Mesh", "Traefik Mesh", "AWS App Mesh", "NGINX Service Mesh"])
      expect(titles.filter((title) => title.startsWith(dead))).toEqual([]);
  });

  it("is one message; what is too long for it goes in its thread", async () => {
    const stage = await setStage();
    await stage.ask("follow kuma weekly");
    await stage.edit("meshes/kuma.yaml", (text) => text.replaceAll("grade: opt-in", "grade: default"));
    await stage.until("2026-11-30T09:00:00Z");
    expect(stage.posts).toHaveLength(2);
    const [main, details] = stage.posts;
    expect(main && words(main.card)).toMatch(/\d+ more in the thread/u);
    expect(details?.place.thread).toBe("1.0");
    expect(details && words(details.card).length).toBeGreaterThan(main ? words(main.card).length : 0);
  });
});

describe("what is followed", () => {
  it("can be paused and resumed, and what was missed comes then", async () => {
    const stage = await setStage();
    await stage.ask("follow linkerd weekly");
    expect(said(await stage.ask("pause"))).toContain("Paused.");
    await stage.edit("meshes/linkerd.yaml", archived);
    await stage.until("2026-12-07T09:00:00Z");
    expect(stage.posts).toEqual([]);
    expect(said(await stage.ask("resume"))).toContain("Next: Mon 2026-12-14 09:00 (UTC)");
    await stage.until("2026-12-14T09:00:00Z");
    expect(stage.posts.map(({ card }) => card.title)).toEqual(["Linkerd: 1 change since 2026-11-25"]);
  });

  it("is previewed to the asker alone, with its next three times", async () => {
    const stage = await setStage();
    await stage.ask("follow linkerd weekly");
    const nothing = await stage.ask("preview");
    expect(nothing.private).toBe(true);
    expect(said(nothing)).toContain(
      "Mon 2026-11-30 09:00 (UTC), Mon 2026-12-07 09:00 (UTC), Mon 2026-12-14 09:00 (UTC)",
    );
    expect(said(nothing)).toContain("nothing would come");
    await stage.edit("meshes/linkerd.yaml", archived);
    expect(said(await stage.ask("preview"))).toContain("was active, is now archived");
    expect(stage.posts).toEqual([]);
  });

  it("is taken away as asked, and no more", async () => {
    const stage = await setStage();
    await stage.ask("follow istio linkerd kuma");
    expect(said(await stage.ask("unfollow linkerd"))).toContain("Still followed here: Istio and Kuma");
    expect((await stage.ask("unfollow linkerd")).outcome).toBe("unknown");
    await stage.ask("unfollow everything");
    expect(said(await stage.ask("following"))).toContain("Nothing is followed here");
    expect((await stage.ask("unfollow istio")).outcome).toBe("unknown");
  });

  it("belongs to its channel and its workspace", async () => {
    const stage = await setStage();
    await stage.ask("follow istio");
    for (const place of [channel("C2"), channel("C1", "T2")])
      expect(said(await stage.ask("following", { place }))).toContain("Nothing is followed here");
  });

  it("counts “all” for every mesh when one is unfollowed by name", async () => {
    const stage = await setStage();
    await stage.ask("follow all");
    expect(said(await stage.ask("unfollow istio"))).toContain("comes with “all”");
    expect((await stage.ask("unfollow all")).outcome).toBe("answered");
  });
});

describe("share", () => {
  it("posts a summary in another channel the asker is in", async () => {
    const stage = await setStage();
    const reply = await stage.ask("share kuma #platform", { heardBy: "asker", via: "slash" });
    expect(reply.outcome).toBe("answered");
    expect(stage.posts.map(({ place, card }) => [place.channel, card.title])).toEqual([["C2", "Kuma"]]);
  });

  it.each([
    ["share kuma #general", "denied", /no channel #general that you are in/u],
    ["share kuma #nowhere", "denied", /no channel #nowhere that you are in/u],
    ["share xylophone zebra", "usage", /nothing to share/u],
    ["share unfollow everything", "usage", /nothing to share/u],
    ["share", "usage", /Share what/u],
  ])("%s is %s", async (text, outcome, why) => {
    const stage = await setStage();
    await stage.ask("follow istio");
    const reply = await stage.ask(text);
    expect(reply.outcome).toBe(outcome);
    expect(said(reply)).toMatch(why);
    expect(stage.posts).toEqual([]);
    expect(await stage.store.follows.of(channel("C1"))).toHaveLength(1);
  });
});

describe("forget me", () => {
  it("stops what came to the asker alone and takes the id from what others use", async () => {
    const stage = await setStage();
    await stage.ask("follow istio", { place: channel("D1") });
    await stage.ask("follow kuma");
    await stage.ask("follow linkerd", { place: channel("C2"), person: "U2" });
    expect(said(await stage.ask("forget me"))).toContain("Forgotten");
    expect(await stage.store.follows.of(channel("D1"))).toEqual([]);
    expect((await stage.store.follows.of(channel("C1"))).map(({ by }) => by)).toEqual([undefined]);
    expect((await stage.store.follows.of(channel("C2"))).map(({ by }) => by)).toEqual(["U2"]);
    expect(said(await stage.ask("forget me"))).toContain("I kept nothing of you");
  });
});
