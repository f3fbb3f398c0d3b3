import { describe, expect, it } from "vitest";
import type { Advice } from "../../src/advisor/advice.ts";
import { ask } from "../mesh-bot.ts";

let talks = 0;
/** A conversation that began with a piece of advice. */
async function talk(first: string) {
  const conversation = `follow:${talks++}`;
  const say = async (text: string) => {
    const { command, card, answer, again } = await ask(text, conversation);
    return { command, card, again, advice: answer as Advice & { about?: string } };
  };
  return { say, start: await say(first) };
}
const ids = ({ needs }: Advice) => needs.map(({ id }) => id);

describe("after advice", () => {
  it("drops a need", async () => {
    const { say, start } = await talk("recommend a mesh for a small team on Kubernetes and VMs, low memory");
    expect(ids(start.advice)).toContain("vm");
    const { command, advice } = await say("what if we drop VMs?");
    expect(command).toBe("recommend");
    expect(ids(advice)).not.toContain("vm");
    expect(advice.needs.length).toBeGreaterThan(0);
  });

  it("adds a need, and forgets nothing", async () => {
    const { say, start } = await talk("which mesh fits a small team with low memory?");
    const { advice } = await say("and we also need VMs");
    expect(ids(advice)).toEqual(expect.arrayContaining([...ids(start.advice), "vm"]));
  });

  it("can be asked again by those who were not there", async () => {
    const { say } = await talk("which mesh fits a small team with low memory?");
    const { again = "", advice } = await say("and we also need VMs");
    const elsewhere = await talk(again);
    expect(ids(elsewhere.start.advice)).toEqual(ids(advice));
    expect(elsewhere.start.advice.ranking).toEqual(advice.ranking);
  });

  it("leaves a mesh out", async () => {
    const { say } = await talk("we have Nomad, no Kubernetes, and need mTLS");
    const { advice } = await say("without consul");
    expect(advice.ranking.map(({ mesh }) => mesh)).not.toContain("consul");
    expect(advice.eliminated.map(({ mesh }) => mesh)).toContain("consul");
  });

  it.each(["why not kuma?", "and kuma?", "what about kuma"])(
    "says of one mesh where it stands: “%s”",
    async (text) => {
      const { say } = await talk("we have Nomad, no Kubernetes, and need mTLS");
      const { card, advice } = await say(text);
      expect(advice.about).toBe("kuma");
      expect(card.title).toMatch(/^Kuma (?:leads|comes \d+ of \d+|is ruled out)$/u);
    },
  );

  it("compares the top two", async () => {
    const { say, start } = await talk("which mesh fits a small team with low memory on kubernetes?");
    const { command, card } = await say("compare the top two");
    expect(command).toBe("compare");
    expect(start.advice.ranking.length).toBeGreaterThan(1);
    expect(card.title).toContain(" and ");
  });

  it("means nothing where no advice was given", async () => {
    expect((await ask("what if we drop VMs?")).command).not.toBe("recommend");
  });
});
