/** `npm run pictures`: takes the README's pictures of real cards in a real client. */
import { fileURLToPath } from "node:url";
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
