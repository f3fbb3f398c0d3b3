import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type App, startApp } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import { fileIn } from "../../src/store/sqlite.ts";
import { cardWith, freePort, openChat, type Playground, say, startPlayground } from "./playground.ts";

let app: App;
let playground: Playground;
let folder: string;
let port: number;
let now = new Date("2026-11-25T10:00:00Z");

/** The server with its state in a folder, on a clock that is set. */
const start = (): Promise<App> =>
  startApp(
    readConfig({ TEAMS_LOCAL: "1", PORT: `${port}`, STATE_DIR: join(folder, "state") }),
    pino({ level: "silent" }),
    { clock: { now: () => now } },
  );

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "mesh-advisor-"));
  port = await freePort();
  app = await start();
  playground = await startPlayground(app.address);
});
afterAll(async () => {
  await playground?.stop();
  await app?.stop();
  await rm(folder, { recursive: true });
});

/** How many channels the server knows how to reach. */
function channels(): number {
  using database = new DatabaseSync(fileIn(join(folder, "state")), { readOnly: true });
  return database.prepare("select channel from places where kind = 'channel'").all().length;
}

describe("a channel the bot was installed in", () => {
  it("is known from then on", async () => {
    await openChat(playground.page, "My Team - General");
    await cardWith(playground.page, "Hello, I am Mesh Advisor").waitFor();
    await vi.waitFor(() => expect(channels()).toBe(1));
  });

  it("receives what it follows when that is due, though the server was started anew", async () => {
    const { page } = playground;
    await say(page, " follow mesh of the week weekly on monday at 09:00 UTC", { mention: true });
    await cardWith(page, "2026-11-30").waitFor();
    const cards = await page.locator(".ac-adaptiveCard").count();
    await app.stop();
    now = new Date("2026-11-30T09:00:01Z");
    app = await start();
    await cardWith(page, /mesh of the week/iu).waitFor();
    await expect.poll(() => page.locator(".ac-adaptiveCard").count()).toBeGreaterThan(cards);
  });
});

describe("what only the asker should read", () => {
  it("comes in their own chat", async () => {
    const { page } = playground;
    await say(page, " preview", { mention: true });
    await page.getByText("I answered you in our chat.").last().waitFor();
    await openChat(page, "Personal Chat");
    await cardWith(page, "You asked for this in a channel.").waitFor();
  });
});

describe("a channel the bot was taken out of", () => {
  it("is known no more", async () => {
    const { page } = playground;
    await openChat(page, "My Team - General");
    expect(channels()).toBe(1);
    await page.getByRole("button", { name: "Mock an Activity" }).click();
    await page.locator("[role=menuitem]", { hasText: "Uninstall application" }).click();
    await page.getByRole("button", { name: "Send activity" }).click();
    await vi.waitFor(() => expect(channels()).toBe(0));
  });
});
