/** Watches every message that is sent to Teams: how long that took, and the status where it was refused. */
import { ActivityTypes, type Middleware } from "botbuilder";
import type { Watch } from "../../bot/watch.ts";

export const watchSending = (watch: Watch): Middleware => ({
  async onTurn(context, next) {
    const call = (operation: string, act: () => Promise<unknown>) =>
      watch({ kind: "call", platform: "teams", operation }, act, () => ({ outcome: "ok" }), wordFor);
    context.onSendActivities(async (_, activities, send) => {
      // The answer to a click goes back in its own HTTP response, which is no call.
      if (activities.every(({ type }) => type === ActivityTypes.InvokeResponse)) return send();
      let sent: Awaited<ReturnType<typeof send>> = [];
      await call("send", async () => {
        sent = await send();
      });
      return sent;
    });
    context.onUpdateActivity(async (_, __, update) => {
      await call("update", update);
    });
    await next();
  },
});

function wordFor(error: unknown): string {
  if (!(error instanceof Error)) return "failed";
  if ("statusCode" in error && typeof error.statusCode === "number") return String(error.statusCode);
  return "code" in error && typeof error.code === "string" && /^\w{1,40}$/u.test(error.code)
    ? error.code
    : "failed";
}
