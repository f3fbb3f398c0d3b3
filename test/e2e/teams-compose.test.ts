import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  cardWith,
  openMenu,
  type Playground,
  type Running,
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
beforeEach(async () => {
  await playground.page.reload();
  await cardWith(playground.page, "Hello, I am Mesh Advisor").waitFor();
});

const picture = (name: string) => playground.page.screenshot({ path: join(pictures, `${name}.png`) });

describe("while somebody writes", () => {
  it("a search finds cards, and the one that is chosen goes into the message", async () => {
    const { page } = playground;
    await openMenu(page, "Search Command");
    await page.getByText("Specify Command ID or Parameter").click();
    await page.getByPlaceholder("Command ID").fill("names");
    await page.getByPlaceholder("Parameter name").fill("question");
    await page.getByPlaceholder("Enter a search term").fill("istio vs linkerd");
    const result = page.getByText("Istio and Linkerd", { exact: true });
    await result.waitFor();
    await picture("search");
    await result.click();
    await page.getByRole("button", { name: "Send Message" }).click();
    const card = cardWith(page, "Compare on");
    await card.getByRole("table").waitFor();
    await picture("search-sent");
    expect(await card.getByRole("columnheader").allInnerTexts()).toEqual(
      expect.arrayContaining(["Istio", "Linkerd"]),
    );
  });

  it("an action asks by a form, says what is lacking, and puts the answer into the message", async () => {
    const { page } = playground;
    await openMenu(page, "Action Command");
    await page.getByPlaceholder("Input command id or leave blanks").fill("compare");
    await page.getByRole("button", { name: "Create" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("Which meshes?").first().waitFor();
    await picture("action");
    await dialog.locator('input[aria-label="Kuma"]').check();
    await dialog.getByRole("button", { name: "Compare", exact: true }).click();
    await dialog.getByText("Choose 2 at least; you chose 1.").waitFor();
    await picture("action-returned");
    await dialog.locator('input[aria-label="Istio"]').check();
    await dialog.getByRole("button", { name: "Compare", exact: true }).click();
    await dialog.waitFor({ state: "detached" });
    await picture("action-inserted");
    await page.getByRole("button", { name: "Send Message" }).click();
    await cardWith(page, "Istio and Kuma").getByRole("table").waitFor();
    await picture("action-sent");
  });

  it("a link to a mesh's website gets its card", async () => {
    const { page } = playground;
    await openMenu(page, "Link Unfurling");
    await page.getByLabel("Enter an URL").fill("https://linkerd.io/2-edge/overview/");
    const card = page.getByRole("dialog").locator(".ac-adaptiveCard");
    await card.getByText("Latest release").waitFor();
    await picture("link");
    expect(await card.textContent()).toContain("Linkerd");
  });
});
