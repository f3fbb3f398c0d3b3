/** Everything the app uses of Slack, each with the scopes it needs; the manifest asks for these and no others. */

/** Events listened to. */
export const events = {
  app_mention: ["app_mentions:read"],
  "message.im": ["im:history"],
} as const;

/** Web API methods called with the bot token. */
export const methods = {
  "auth.test": [],
  "chat.postMessage": ["chat:write"],
  "conversations.history": ["im:history"],
  "views.open": [],
} as const;

/** Features set up in the manifest. Clicks need no scope. */
export const features = { slash_commands: ["commands"] } as const;
