/** The playground's page, served as by `npm start` and opened in headless Chromium. */
import axe from "axe-core";
import { type Browser, type BrowserContextOptions, chromium, type Locator, type Page } from "playwright-core";

export const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });

export type Opened = {
  readonly page: Page;
  /** Every address that was asked for, other than the server's own. */
  readonly outside: readonly string[];
  /** What the browser complained of. */
  readonly complaints: readonly string[];
};

/** Opens the page, with a question in its address where one is given, and waits for an answer. */
export async function open(
  browser: Browser,
  server: string,
  { question, ...options }: BrowserContextOptions & { readonly question?: string } = {},
): Promise<Opened> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, ...options });
  page.setDefaultTimeout(15_000);
  const outside: string[] = [];
  const complaints: string[] = [];
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(`${server}/`) && !/^(?:data|blob):/u.test(url)) outside.push(url);
  });
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  page.on("pageerror", ({ message }) => complaints.push(message));
  await page.goto(`${server}/${question === undefined ? "" : `#q=${encodeURIComponent(question)}`}`);
  await page.locator(".answer").waitFor();
  return { page, outside, complaints };
}

export const box = (page: Page): Locator => page.getByRole("textbox", { name: "Ask about service meshes" });

export const side = (page: Page, name: "Slack" | "Microsoft Teams"): Locator =>
  page.getByRole("region", { name, exact: true });

export const both = (page: Page): readonly Locator[] => [side(page, "Slack"), side(page, "Microsoft Teams")];

export async function ask(page: Page, question: string): Promise<void> {
  await box(page).fill(question);
  await box(page).press("Enter");
}

/** Waits until both sides show a card by its title. */
export async function shows(page: Page, title: string | RegExp): Promise<void> {
  for (const it of both(page)) await it.locator(".message", { hasText: title }).waitFor();
}

type Violation = {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string }[];
};

/** What axe finds serious or critical. */
export async function barriers(page: Page): Promise<readonly string[]> {
  // Evaluated, not loaded: the page's own policy lets nothing else in.
  await page.evaluate(axe.source);
  const { violations } = (await page.evaluate("axe.run()")) as { readonly violations: readonly Violation[] };
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
}

/** How far the page is wider than its window. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
