/** Shortcuts: the command named by the manifest, alone or with a message's words after it. */
import type { GlobalShortcut, MessageShortcut, RespondFn, webApi } from "@slack/bolt";
import type { Logger } from "pino";
import type { Ask, Bot } from "../../../bot/ask.ts";
import { answerOf, type forwardTo } from "../speaking/answer.ts";
import { writtenOut } from "../speaking/file.ts";
import { post, respondWith } from "../speaking/speak.ts";
import { tenantOfClick } from "../speaking/tenant.ts";
import type { Destination } from "./destination.ts";
import { openDialog } from "./dialogs.ts";
import { fromOf, inWords, isDirect } from "./intake.ts";

type Parts = { readonly bot: Bot; readonly log: Logger; readonly forward: ReturnType<typeof forwardTo> };

export type Shortcuts = {
  /** From anywhere in Slack; answered by a dialog, else directly. */
  readonly everywhere: (client: webApi.WebClient, shortcut: GlobalShortcut) => Promise<void>;
  /** On a message; answered where it stands, to who asked alone. */
  readonly onMessage: (
    client: webApi.WebClient,
    shortcut: MessageShortcut,
    respond: RespondFn,
  ) => Promise<void>;
};

export function createShortcuts({ bot, log, forward }: Parts): Shortcuts {
  return {
    async everywhere(client, shortcut) {
      const { callback_id, trigger_id, user } = shortcut;
      const tenant = tenantOfClick(shortcut);
      const ask: Ask = {
        platform: "slack",
        via: "click",
        text: callback_id,
        conversation: `slack:${tenant}:${user.id}:${user.id}`,
        from: fromOf({ team: tenant, channel: user.id, user: user.id, heardBy: "asker", direct: true }),
      };
      const reply = writtenOut(await bot.reply(ask));
      const place = { platform: "slack", tenant, channel: user.id, kind: "direct" } as const;
      const to: Destination["to"] = { kind: "direct" };
      const { conversation } = ask;
      if (await openDialog(client, trigger_id, reply, { conversation, place, prefix: "", to }, log)) return;
      await post(client, { channel: user.id }, answerOf(reply, { prefix: "" }), log);
      await forward(reply, user.id, client);
    },

    async onMessage(client, shortcut, respond) {
      const { callback_id, message, channel, user } = shortcut;
      const tenant = tenantOfClick(shortcut);
      const thread = typeof message.thread_ts === "string" ? message.thread_ts : undefined;
      const said = `${callback_id} ${inWords(message.text ?? "")}`.trim();
      const ask: Ask = {
        platform: "slack",
        via: "click",
        text: said,
        conversation: `slack:${tenant}:${channel.id}:${user.id}`,
        from: fromOf({ team: tenant, channel: channel.id, user: user.id, heardBy: "asker", thread }),
      };
      const reply = writtenOut(await bot.reply(ask));
      const options = { prefix: isDirect(channel.id) ? "" : thread === undefined ? "/mesh " : "@Mesh " };
      const at = { ...(thread !== undefined && { thread_ts: thread }) };
      const how = { response_type: "ephemeral", replace_original: false, ...at } as const;
      await respondWith(respond, how, answerOf(reply, options), log);
      await forward(reply, user.id, client);
    },
  };
}
