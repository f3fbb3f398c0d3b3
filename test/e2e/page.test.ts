import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { type Running, startServer } from "../spawned.ts";
import { ask, barriers, both, box, launch, type Opened, open, overflow, shows, side } from "./page.ts";

let server: Running;
let browser: Browser;
beforeAll(async () => {
  server = await startServer();
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

async function opened(options: Parameters<typeof open>[2] = {}): Promise<Opened> {
  const it = await open(browser, server.address, options);
  onTestFinished(() => it.page.close());
  return it;
}

describe("the page", () => {
  it("welcomes, is ready to be typed into, and answers on both sides", async () => {
    const { page, complaints } = await opened();
    await shows(page, "Hello, I am Mesh Advisor");
    expect(await page.evaluate("document.activeElement.id")).toBe("question");
    await page.keyboard.type("compare istio linkerd");
    await page.keyboard.press("Enter");
    await shows(page, "Istio and Linkerd");
    for (const it of both(page)) {
      await it.getByRole("columnheader", { name: "Linkerd" }).waitFor();
      expect(await it.getByRole("row").count()).toBeGreaterThan(5);
    }
    expect(complaints).toEqual([]);
  });

  it("answers an example, and a button on either side, on both", async () => {
    const { page } = await opened();
    await page.getByRole("navigation", { name: "Examples" }).getByText("All examples").click();
    await page.getByRole("button", { name: "show istio", exact: true }).click();
    await shows(page, "A full-featured mesh");
    await side(page, "Slack").getByRole("button", { name: "Sources" }).click();
    await shows(page, "Sources: Istio");
    await page.goBack();
    await shows(page, "A full-featured mesh");
    await side(page, "Microsoft Teams").getByRole("button", { name: "Install" }).click();
    await shows(page, /^.*Install Istio/su);
  });

  it("shows the picture of a chart on both sides, and asks nobody for it", async () => {
    const { page, outside, complaints } = await opened({ question: "chart istio linkerd" });
    await shows(page, "Istio and Linkerd");
    for (const it of both(page)) {
      const picture = it.locator("img[src*='/charts/']");
      await picture.waitFor();
      expect(await picture.getAttribute("alt")).toContain("Security: Istio");
      await expect
        .poll(() => picture.evaluate((image) => (image as { naturalWidth?: number }).naturalWidth))
        .toBe(1720);
    }
    expect({ outside, complaints }).toEqual({ outside: [], complaints: [] });
  });

  it("answers what is chosen in a list, on either side", async () => {
    const { page } = await opened({ question: "compare istio linkerd" });
    await side(page, "Slack")
      .getByRole("button", { name: /Compare on/u })
      .click();
    await page.getByRole("menuitem", { name: "Security" }).click();
    await shows(page, "Mutual TLS");
    await ask(page, "compare istio linkerd");
    await shows(page, "Virtual machines");
    const teams = side(page, "Microsoft Teams");
    await teams.getByLabel("Compare on").selectOption({ label: "Observability" });
    await teams.getByRole("button", { name: "Go" }).click();
    await expect
      .poll(() => page.evaluate("decodeURIComponent(location.hash)"))
      .toBe("#q=compare+istio+linkerd+on+observability");
    await shows(page, "Access logs");
  });

  it("opens a form as a dialog in Slack, says what is missing by the question, and answers it", async () => {
    const { page } = await opened({ question: "recommend" });
    const opener = side(page, "Slack").getByRole("button", { name: "Answer the questions" });
    await opener.click();
    const dialog = page.getByRole("dialog", { name: "Which mesh fits?" });
    await dialog.getByRole("button", { name: "Recommend" }).click();
    const question = dialog.getByRole("group", { name: /Where do your services run/u });
    await question.getByText("Answer at least one of the questions.").waitFor();
    expect(await question.getAttribute("aria-invalid")).toBe("true");
    expect(await barriers(page)).toEqual([]);

    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
    await opener.click();
    expect(await dialog.getByText("Answer at least one").count()).toBe(0);
    await question.getByLabel("Nomad").check();
    await dialog.getByLabel("Mutual TLS between services").check();
    await dialog.getByRole("button", { name: "Recommend" }).click();
    await shows(page, "Consul Connect fits best");
    await dialog.waitFor({ state: "hidden" });
  });

  it("shows a form in the card in Teams, which keeps what was filled in until it can be answered", async () => {
    const { page } = await opened({ question: "recommend" });
    const teams = side(page, "Microsoft Teams");
    await teams.getByRole("button", { name: "Recommend" }).click();
    await teams.getByText("Answer at least one of the questions.").waitFor();
    const tick = (label: string) => teams.locator(`input[aria-label="${label}"]`);
    for (const label of ["Nomad", "Easy to run", "Low latency", "A wide community", "Strong security"])
      await tick(label).check();
    await teams.getByRole("button", { name: "Recommend" }).click();
    await teams.getByText("Choose 3 at most; you chose 4.").waitFor();
    expect(await tick("Nomad").isChecked()).toBe(true);
    await tick("Low latency").uncheck();
    await teams.getByRole("button", { name: "Recommend" }).click();
    await shows(page, "Consul Connect fits best");
  });

  it("gives text and JSON to copy", async () => {
    const { page } = await opened({
      question: "show kuma",
      permissions: ["clipboard-read", "clipboard-write"],
    });
    const copied = async (tab: string) => {
      await page.getByRole("tab", { name: tab }).click();
      const panel = page.getByRole("tabpanel", { name: tab });
      await panel.getByRole("button", { name: "Copy" }).click();
      await panel.getByText("Copied").waitFor();
      return String(await page.evaluate("navigator.clipboard.readText()"));
    };
    expect(await copied("Text")).toMatch(/^Kuma\n/u);
    expect(JSON.parse(await copied("Slack JSON")).blocks[0]).toMatchObject({ type: "header" });
    expect(JSON.parse(await copied("Teams JSON"))).toMatchObject({ type: "AdaptiveCard", version: "1.5" });
  });

  it("has a menu of every name where Slack looks ahead", async () => {
    const { page } = await opened({ question: "list" });
    const slack = side(page, "Slack");
    await slack.getByRole("button", { name: "Show…" }).click();
    await slack.getByRole("menuitem", { name: "Kuma" }).click();
    await shows(page, "Kuma");
  });

  it("asks nothing of anybody else", async () => {
    const { page, outside, complaints } = await opened({ question: "show istio" });
    for (const question of ["show osm", "sources istio", "recommend", "install linkerd cli", "help"]) {
      await ask(page, question);
      await page.locator(".said", { hasText: question }).first().waitFor();
    }
    expect(outside).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it("says what to do when the server is gone", async () => {
    const own = await startServer();
    const { page } = await open(browser, own.address);
    onTestFinished(() => page.close());
    await own.stop();
    await ask(page, "show istio");
    await page.getByRole("alert").getByText("npm start").waitFor();
  });
});

describe("by keyboard alone", () => {
  const press = async (page: Page, ...keys: readonly string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  /** Goes on with Tab until something by that name has the focus. */
  async function reach(page: Page, name: string): Promise<void> {
    for (let step = 0; step < 80; step++) {
      await page.keyboard.press("Tab");
      const at =
        "(document.activeElement.getAttribute('aria-label') || document.activeElement.textContent).trim()";
      if (String(await page.evaluate(at)).startsWith(name)) return;
    }
    throw new Error(`Tab never comes to ${name}`);
  }

  it("one asks, presses, chooses, fills in and goes back", async () => {
    const { page } = await opened();
    await page.keyboard.type("show istio");
    await press(page, "Enter");
    await shows(page, "A full-featured mesh");
    await page.keyboard.type("compare istio linkerd");
    await press(page, "Enter");
    await shows(page, "Istio and Linkerd");
    await press(page, "ArrowUp", "ArrowUp");
    expect(await box(page).inputValue()).toBe("show istio");
    await press(page, "Escape");
    expect(await box(page).inputValue()).toBe("");

    await reach(page, "Compare on");
    await press(page, "Enter", "End", "Home", "s");
    expect(await page.evaluate("document.activeElement.textContent")).toBe("Security");
    await press(page, "Escape");
    expect(await page.evaluate("document.activeElement.textContent")).toContain("Compare on");
    await press(page, "ArrowDown", "s", "Enter");
    await shows(page, "Mutual TLS");
    expect(await page.evaluate("document.activeElement.getAttribute('aria-label')")).toBe("Slack");

    await press(page, "/");
    await page.keyboard.type("recommend");
    await press(page, "Enter");
    await shows(page, "Which mesh fits you?");
    await reach(page, "Answer the questions");
    await press(page, "Enter");
    await page.getByRole("dialog").waitFor();
    await press(page, "Tab", "Space", "Enter");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    await shows(page, "You asked: recommend");
  });

  it("one sees where one is, and moves between the tabs", async () => {
    const { page } = await opened();
    await reach(page, "Side by side");
    await press(page, "ArrowRight", "ArrowRight");
    await page.getByRole("tabpanel", { name: "Slack JSON" }).waitFor();
    const outline = "getComputedStyle(document.activeElement).outlineStyle";
    expect(await page.evaluate(outline)).toBe("solid");
    await press(page, "ArrowRight", "ArrowRight");
    await page.getByRole("tabpanel", { name: "Side by side" }).waitFor();
  });
});

describe("for every eye", () => {
  const questions = [
    "",
    "compare istio linkerd",
    "show osm",
    "recommend",
    "which mesh fits a small team?",
    "migrate osm istio",
  ];

  it.each([
    ["light", 1440],
    ["dark", 1440],
    ["light", 390],
    ["dark", 390],
  ] as const)(
    "axe finds nothing serious, and nothing runs over the edge: %s, %i wide",
    async (colorScheme, width) => {
      const { page, complaints } = await opened({ colorScheme, viewport: { width, height: 844 } });
      for (const question of questions) {
        if (question !== "") {
          await ask(page, question);
          await page.locator(".said", { hasText: question }).first().waitFor();
        }
        expect(await barriers(page), question).toEqual([]);
        expect(await overflow(page), question).toBe(0);
      }
      expect(complaints).toEqual([]);
    },
  );

  it("follows the system's colours, until somebody chooses", async () => {
    const { page } = await opened({ colorScheme: "dark", question: "show istio" });
    const ground = (side: "slack" | "teams") =>
      page.evaluate(`getComputedStyle(document.querySelector(".client.${side}")).backgroundColor`);
    const grounds = async () => [await ground("slack"), await ground("teams")];
    const dark = await grounds();
    await page.emulateMedia({ colorScheme: "light" });
    await expect.poll(grounds).not.toEqual(dark);
    await page.getByText("Dark", { exact: true }).click();
    await expect.poll(grounds).toEqual(dark);
    await page.reload();
    await shows(page, "A full-featured mesh");
    expect(await grounds()).toEqual(dark);
  });

  it("stands in one column on a phone, and in two on a desk", async () => {
    const { page } = await opened();
    const lefts = async () => Promise.all(both(page).map(async (it) => (await it.boundingBox())?.x));
    expect(new Set(await lefts()).size).toBe(2);
    await page.setViewportSize({ width: 690, height: 900 });
    expect(new Set(await lefts()).size).toBe(1);
  });
});

describe("a link", () => {
  it("reopens its question, and going back does too", async () => {
    const { page } = await opened({ question: "show kuma" });
    await shows(page, "Kuma");
    await ask(page, "show linkerd");
    await shows(page, "small Rust sidecar");
    await page.reload();
    await shows(page, "small Rust sidecar");
    await page.goBack();
    await shows(page, "An Envoy sidecar mesh");
  });

  it("waits for somebody to ask it where a question can change something", async () => {
    const folder = await mkdtemp(join(tmpdir(), "playground-"));
    const keeping = await startServer({ STATE_DIR: folder });
    onTestFinished(async () => {
      await keeping.stop();
      await rm(folder, { recursive: true });
    });
    const page = await browser.newPage();
    onTestFinished(() => page.close());
    await page.goto(`${keeping.address}/#q=follow+istio`);
    await page.getByText("press Enter to ask it").waitFor();
    expect(await box(page).inputValue()).toBe("follow istio");
    expect(await page.locator(".answer").count()).toBe(0);
    await box(page).press("Enter");
    await shows(page, "Following Istio");

    // What comes unasked is announced, and shown on demand.
    await ask(page, "share show kuma");
    await page.getByText("A message came: Kuma").waitFor();
    await page.getByRole("button", { name: "Show it" }).click();
    await shows(page, "An Envoy sidecar mesh");
    expect(await page.getByText("A message came").count()).toBe(0);
  });
});
