import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  cardWith,
  openChat,
  type Playground,
  type Running,
  say,
  startPlayground,
  startServer,
} from "./playground.ts";

let server: Running;
let playground: Playground;
let pictures: string;

beforeAll(async () => {
  pictures = await mkdtemp(join(tmpdir(), "mesh-advisor-pictures-"));
  server = await startServer();
  playground = await startPlayground(server.url);
});
afterAll(async () => {
  await playground?.stop();
  await server?.stop();
});

/** A box to tick, which the client names by its question as well. */
const boxOf = (card: Locator, label: string) => card.locator(`input[aria-label="${label}"]`);

const picture = (name: string) => playground.page.screenshot({ path: join(pictures, `${name}.png`) });

describe("in a personal chat", () => {
  it("whoever installs the bot is welcomed", async () => {
    const welcome = cardWith(playground.page, "Hello, I am Mesh Advisor");
    await welcome.waitFor();
    expect(await welcome.getByRole("button").count()).toBeGreaterThan(0);
    await picture("welcome");
  });

  it("a comparison is a table, and a click changes it in place", async () => {
    const { page } = playground;
    await say(page, "compare istio linkerd");
    const card = cardWith(page, "Linkerd");
    const table = card.getByRole("table");
    await table.waitFor();
    expect(await table.getByRole("columnheader").allInnerTexts()).toEqual(
      expect.arrayContaining(["Istio", "Linkerd"]),
    );
    expect(await table.getByRole("row").count()).toBeGreaterThan(3);
    await picture("comparison");

    const cards = page.locator(".ac-adaptiveCard");
    const before = await cards.count();
    const text = await cards.last().textContent();
    await card.getByRole("button", { name: "Go" }).click();
    await expect.poll(() => cards.last().textContent()).not.toBe(text);
    expect(await cards.count()).toBe(before);
    expect(await cards.last().getByRole("table").count()).toBe(1);
    await picture("group-of-rows");
  });
});

describe("the questions of recommend", () => {
  it("come back with what to change, keep what was filled in, and become the advice", async () => {
    const { page } = playground;
    await say(page, "recommend");
    const form = cardWith(page, "Where do your services run?");
    await form.getByRole("button", { name: "Recommend" }).waitFor();
    await picture("form");
    for (const label of ["Nomad", "Easy to run", "Low latency", "A wide community", "Strong security"])
      await boxOf(form, label).check();
    await form.getByLabel("Anything else?").fill("not Istio");
    await form.getByRole("button", { name: "Recommend" }).click();

    const returned = cardWith(page, "Choose 3 at most; you chose 4.");
    await returned.waitFor();
    await picture("form-returned");
    expect(await boxOf(returned, "Nomad").isChecked()).toBe(true);
    expect(await returned.getByLabel("Anything else?").inputValue()).toBe("not Istio");
    await boxOf(returned, "Low latency").uncheck();
    await returned.getByRole("button", { name: "Recommend" }).click();

    const advice = cardWith(page, "Consul Connect fits best");
    await advice.waitFor();
    expect(await advice.textContent()).toContain(
      "You asked: recommend on Nomad; simplicity; strong security; a wide community; not Istio",
    );
    await picture("form-answered");
  });
});

describe("in a channel", () => {
  it("a mention is answered with a card, and a click on it with another", async () => {
    const { page } = playground;
    await openChat(page, "My Team - General");
    await say(page, " istio vs kuma", { mention: true });
    const card = cardWith(page, "Kuma");
    await card.getByRole("table").waitFor();
    await picture("channel");

    const cards = page.locator(".ac-adaptiveCard");
    const before = await cards.count();
    await card.getByRole("button", { name: "Sources" }).click();
    await expect.poll(() => cards.count()).toBe(before + 1);
    expect(await cards.getByRole("table").count()).toBe(1);
    await picture("channel-click");
  });
});

describe("in a group chat", () => {
  it("a mention is answered", async () => {
    const { page } = playground;
    await openChat(page, "Group Chat");
    await say(page, " what is linkerd?", { mention: true });
    await cardWith(page, "Linkerd").waitFor();
    await picture("group");
  });
});
