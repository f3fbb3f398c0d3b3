/** Microsoft's Agents Playground, a Teams client that needs no account, driven in headless Chromium. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium, type Locator, type Page } from "playwright-core";

const project = fileURLToPath(new URL("../..", import.meta.url));

/** A program that was started for a test. */
export type Running = { readonly url: string; readonly stop: () => Promise<void> };

/** Starts the server as a person would, with Teams open to this machine only. */
export async function startServer(): Promise<Running> {
  const port = await freePort();
  const environment = { PATH: process.env.PATH, TEAMS_LOCAL: "1", PORT: `${port}`, LOG_LEVEL: "warn" };
  return startProgram(["src/main.ts"], project, environment, `http://127.0.0.1:${port}`, "/healthz");
}

export type Playground = {
  readonly page: Page;
  readonly stop: () => Promise<void>;
};

export async function startPlayground(bot: string): Promise<Playground> {
  // It writes its logs and reads its settings where it is started.
  const folder = await mkdtemp(join(tmpdir(), "playground-"));
  const port = await freePort();
  const program = join(project, "node_modules", ".bin", "agentsplayground");
  const options = ["-e", `${bot}/api/messages`, "-c", "msteams", "-p", `${port}`, "--disable-telemetry"];
  const environment = { PATH: process.env.PATH, HOME: folder, TEAMSAPPTESTER_BROWSER: "none" };
  const client = await startProgram(
    [program, ...options],
    folder,
    environment,
    `http://127.0.0.1:${port}`,
    "/_debug/ping",
  );

  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
  const page = await browser.newPage({ viewport: { width: 1400, height: 1100 } });
  await page.route(
    (url) => url.hostname !== "127.0.0.1" && url.hostname !== "localhost",
    (route) => route.abort(),
  );
  await page.goto(client.url);
  await message(page).waitFor();

  return {
    page,
    async stop() {
      await browser.close();
      await client.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Opens a chat by the name it has on the left. */
export const openChat = (page: Page, name: string): Promise<void> =>
  page.getByRole("treeitem", { name }).click();

/** Types into the open chat, after a mention of the bot where it must be called by name. */
export async function say(page: Page, text: string, { mention = false } = {}): Promise<void> {
  await message(page).click();
  if (mention) {
    await page.keyboard.type("@");
    await page.locator("#typeahead-menu [role=menuitem]", { hasText: "Test Bot" }).click();
  }
  await page.keyboard.type(text);
  await page
    .getByRole("button", { name: /^(?:Send Message|Post)$/u })
    .first()
    .click();
}

/** Opens one of the things a message extension does, from the menu beside the text field. */
export async function openMenu(page: Page, item: string): Promise<void> {
  await page.getByRole("button", { name: "Trigger Message Extension App" }).first().click();
  await page.getByRole("menuitem", { name: item }).click();
}

/** The last card of the open chat that has a text. */
export const cardWith = (page: Page, text: string | RegExp): Locator =>
  page.locator(".ac-adaptiveCard", { hasText: text }).last();

const message = (page: Page): Locator => page.locator("[role=textbox][contenteditable=true]").first();

async function startProgram(
  command: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
  url: string,
  ready: string,
): Promise<Running> {
  const child = spawn(process.execPath, command, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  const exited = once(child, "exit");
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk) => {
      said += chunk;
    });
  const stop = async () => {
    child.kill();
    await exited;
  };
  for (;;) {
    if (child.exitCode !== null) throw new Error(`${command[0]} ended at once: ${said}`);
    const response = await fetch(`${url}${ready}`).catch(() => undefined);
    if (response?.ok) return { url, stop };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no free port");
  return address.port;
}
