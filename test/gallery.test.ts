import { describe, expect, it } from "vitest";
import { markdown } from "../src/card/markdown.ts";
import { plainText } from "../src/card/plain.ts";
import { renderTerminal } from "../src/platforms/console/render.ts";
import { renderSlack } from "../src/platforms/slack/drawing/render.ts";
import { fitTeams } from "../src/platforms/teams/fit.ts";
import { ask, install } from "./mesh-bot.ts";
import { messages } from "./messages.ts";

const slug = (message: string) =>
  message
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, "-")
    .replace(/^-|-$/gu, "");
const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

/** What a person is shown, on every surface; `npm run goldens` renews them. */
describe("the gallery", () => {
  it.each([...messages, "install the bot"])("of “%s” looks as it did", async (message) => {
    const { card } = message === "install the bot" ? await install() : await ask(message);
    const golden = (name: string) => `goldens/${slug(message)}/${name}`;
    await expect(`${plainText(card, { prefix: "/mesh " })}\n`).toMatchFileSnapshot(golden("plain.txt"));
    await expect(`${renderTerminal(card, { width: 100, colour: false, prefix: "" })}\n`).toMatchFileSnapshot(
      golden("terminal.txt"),
    );
    await expect(`${markdown(card)}\n`).toMatchFileSnapshot(golden("card.md"));
    await expect(json(renderSlack(card, { prefix: "/mesh " }))).toMatchFileSnapshot(golden("slack.json"));
    await expect(json(fitTeams(card, { prefix: "@Mesh " }))).toMatchFileSnapshot(golden("teams.json"));
  });
});
