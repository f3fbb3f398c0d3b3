/** Everything the app uses of Slack, each with the scopes it needs; the manifests ask for these and no others. */

/** Events listened to. */
export const events = {
  app_home_opened: [],
  app_mention: ["app_mentions:read"],
  "message.im": ["im:history"],
} as const;

/** Events that an app which many workspaces install listens to besides: that it is not wanted any more. */
export const farewells = { app_uninstalled: [], tokens_revoked: [] } as const;

/** Events that only the full manifest subscribes to. */
export const optionalEvents = { link_shared: ["links:read"] } as const;

/** Web API methods called with the bot token. */
export const methods = {
  "auth.test": [],
  "chat.postEphemeral": ["chat:write"],
  "chat.postMessage": ["chat:write"],
  "conversations.history": ["im:history"],
  "views.open": [],
  "views.publish": [],
} as const;

/**
 * What more each optional feature calls: the minimal manifest asks for none of it, the full one for all. Where a scope
 * is lacking the feature does less, as docs/slack.md says; no answer needs any.
 */
export const optional = {
  /** Finding a digest again whose posting nobody saw the end of, so that it is not posted twice. */
  digests: {
    "conversations.history": ["channels:history", "groups:history", "im:history"],
    "conversations.replies": ["channels:history", "groups:history", "im:history"],
  },
  /** The time zone of who follows, and whether somebody administers the workspace. */
  people: { "users.info": ["users:read"] },
  /** Sharing a card in a channel by its name, with those who are in it. */
  sharing: {
    "conversations.info": ["channels:read", "groups:read"],
    "conversations.list": ["channels:read", "groups:read"],
    "conversations.members": ["channels:read", "groups:read"],
  },
  /** A preview below a link to the website of a mesh. */
  previews: { "chat.unfurl": ["links:write"] },
  /** The agent's pane, and the status shown there while an answer is worked on. */
  agent: { "assistant.threads.setStatus": ["assistant:write"] },
  /** Uploading a decision's record as a file. */
  files: {
    "files.getUploadURLExternal": ["files:write"],
    "files.completeUploadExternal": ["files:write"],
  },
} as const;

/** Features set up in the manifests. Clicks, menus and the Home tab need no scope. */
export const features = { slash_commands: ["commands"], shortcuts: ["commands"] } as const;
