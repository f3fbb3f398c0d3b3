/** `npm run pictures`: takes the README's pictures of real cards, in a real client and on the playground's page. */
import { fileURLToPath } from "node:url";
import { startServer as startBare } from "../spawned.ts";
import { launch, open, shows } from "./page.ts";
import { cardWith, say, startPlayground, startServer } from "./playground.ts";

const folder = fileURLToPath(new URL("../../docs/images/", import.meta.url));

const server = await startServer();
const playground = await startPlayground(server.url);
try {
  const { page } = playground;
  await page.setViewportSize({ width: 1600, height: 2200 });
  await say(page, "compare istio linkerd");
  const card = cardWith(page, "Compare on");
  await card.waitFor();
  await card.screenshot({ path: `${folder}compare-teams.png` });
} finally {
  await playground.stop();
  await server.stop();
}

const bare = await startBare();
const browser = await launch();
try {
  const { page } = await open(browser, bare.address, {
    question: "which mesh fits a small team?",
    viewport: { width: 1280, height: 900 },
  });
  await shows(page, "fits best");
  await page.screenshot({ path: `${folder}playground.png`, fullPage: true });
} finally {
  await browser.close();
  await bare.stop();
}
