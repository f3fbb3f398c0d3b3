/** One listener for each surface beside conversations: shortcuts, menus that look ahead, the Home tab, links. */
import type { App } from "@slack/bolt";
import { z } from "zod";
import type { Bot } from "../../../bot/ask.ts";
import { tenantOfClick, tenantOfEvent } from "../speaking/tenant.ts";
import type { Home } from "./home.ts";
import { fromOf } from "./intake.ts";
import type { Previews } from "./previews.ts";
import type { Shortcuts } from "./shortcuts.ts";
import { suggestedBy, suggestingOf } from "./suggestions.ts";

type Parts = {
  readonly bot: Bot;
  readonly home: Home;
  readonly shortcuts: Shortcuts;
  readonly previews: Previews;
};

/** The inputs of a dialog, as a menu in it carries them. */
const inputsSchema = z.object({
  blocks: z.array(z.looseObject({ block_id: z.string().optional(), optional: z.boolean().optional() })),
});

export function listenBesides(app: App, { bot, home, shortcuts, previews }: Parts): void {
  app.shortcut(/./u, async ({ shortcut, ack, client, respond }) => {
    await ack();
    await (shortcut.type === "shortcut"
      ? shortcuts.everywhere(client, shortcut)
      : shortcuts.onMessage(client, shortcut, respond));
  });

  app.options(/^suggest:/u, async ({ options, ack }) => {
    const { action_id, block_id, value, user, channel, view } = options;
    const command = suggestingOf(action_id);
    if (command === undefined) return ack({ options: [] });
    const tenant = tenantOfClick(options);
    const reply = await bot.reply({
      platform: "slack",
      via: "look",
      text: `${command} ${value}`.trim(),
      conversation: `slack:${tenant}:menus`,
      from: fromOf({ team: tenant, channel: channel?.id ?? user.id, user: user.id, heardBy: "asker" }),
    });
    const { blocks = [] } = inputsSchema.safeParse(view).data ?? {};
    const input = blocks.find((block) => block.block_id === block_id);
    // Many may be chosen or none; one that is chosen stays, unless no answer can be chosen in its place.
    const optional = input?.optional === true && fieldsOf(input.element).type === "external_select";
    await ack({ options: suggestedBy(reply, command, optional && value === "") });
  });

  app.event("app_home_opened", async ({ event, body, client }) => {
    if (event.tab !== "home") return;
    await home.show(client, { tenant: tenantOfEvent(body, {}), user: event.user, channel: event.channel });
  });

  app.event("link_shared", async ({ event, body, client, context }) => {
    await previews(client, event, {
      tenant: tenantOfEvent(body, {}),
      isExternal: body.is_ext_shared_channel === true,
      botUserId: context.botUserId,
    });
  });
}

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null ? { ...value } : {};
