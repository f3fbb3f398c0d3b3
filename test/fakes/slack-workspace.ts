/** A fake of a Slack workspace: its channels, people, messages and files, and what a token may do with them. */
import { problemsOf } from "../../src/platforms/slack/drawing/check.ts";
import { problemsOfView } from "../../src/platforms/slack/drawing/check-view.ts";

/** What lets a dialog be opened; each command and click comes with it. */
const trigger = "1.2.3";

type Fields = Readonly<Record<string, unknown>>;
type Method = (body: Fields) => Fields;

type Channel = { readonly name: string; readonly members: readonly string[]; readonly archived?: true };
type Person = {
  readonly tz?: string;
  readonly is_admin?: boolean;
  readonly is_owner?: boolean;
  readonly team_id?: string;
};
type Upload = { readonly name: string; readonly text: string; readonly shared?: Fields };

export type Workspace = {
  /** Channels and direct messages the bot is in. */
  readonly joined?: readonly string[];
  /** Public channels it is not in. */
  readonly known?: readonly string[];
  readonly channels?: Readonly<Record<string, Channel>>;
  readonly people?: Readonly<Record<string, Person>>;
  /** The scopes of the token; all where left out. */
  readonly scopes?: readonly string[];
};

const team = "T1";
/** From about this many characters of JSON on, Slack refuses blocks. */
const total = 13_200;
const refused = (error: string, more: Fields = {}): Fields => ({ ok: false, error, ...more });

const refusal = (message: Fields): string | undefined => {
  if (typeof message.text !== "string" && message.blocks === undefined) return "no_text";
  const problems = problemsOf({ ...message, text: message.text ?? "none" }, total);
  if (problems.length === 0) return undefined;
  if (problems.some((problem) => problem.startsWith("text has"))) return "msg_too_long";
  return problems.every((problem) => problem.includes("of JSON")) ? "msg_blocks_too_long" : "invalid_blocks";
};

/** Slack names the scope by the kind of conversation. */
const kindOf = (channel: string) =>
  ({ D: "im", G: "groups" })[channel.charAt(0)] ?? (channel.startsWith("U") ? "im" : "channels");

const scopeOf = (method: string, { channel }: Fields): readonly string[] => {
  switch (method) {
    case "chat.postMessage":
    case "chat.postEphemeral":
      return ["chat:write"];
    case "conversations.history":
    case "conversations.replies":
      return [`${kindOf(String(channel))}:history`];
    case "conversations.info":
    case "conversations.members":
      return [`${kindOf(String(channel))}:read`];
    case "conversations.list":
      return ["channels:read", "groups:read"];
    case "users.info":
      return ["users:read"];
    case "chat.unfurl":
      return ["links:write"];
    case "assistant.threads.setStatus":
      return ["assistant:write"];
    case "files.getUploadURLExternal":
    case "files.completeUploadExternal":
      return ["files:write"];
    default:
      return [];
  }
};

export function createWorkspace(
  { joined = ["C1", "D1"], known = ["C2"], channels = {}, people = {}, scopes }: Workspace,
  base: () => string,
) {
  const history = new Map<string, Fields[]>();
  const uploads = new Map<string, Upload>();
  let posted = 0;

  const ofChannel = (channel: unknown) => history.get(String(channel)) ?? [];
  const remember = (channel: string, message: Fields) => {
    history.set(channel, [...ofChannel(channel), message]);
  };

  function unreachable(channel: string): Fields | undefined {
    if (channels[channel]?.archived) return refused("is_archived");
    if (joined.includes(channel) || channel.startsWith("U")) return undefined;
    return refused(known.includes(channel) ? "not_in_channel" : "channel_not_found");
  }

  /** Newest first, a page at a time; a cursor is the index of the next message. */
  function page(
    messages: readonly Fields[],
    { oldest, latest, limit, cursor, include_all_metadata }: Fields,
  ) {
    const within = messages
      .filter(({ ts }) => Number(ts) > Number(oldest ?? 0) && Number(ts) < Number(latest ?? Infinity))
      .toReversed();
    const shown = within.map(({ metadata, ...message }) => ({
      ...message,
      ...(metadata !== undefined && String(include_all_metadata) === "true" && { metadata }),
    }));
    return paged("messages", shown, limit, cursor);
  }

  function paged(name: string, items: readonly unknown[], limit: unknown, cursor: unknown): Fields {
    const from = Number(cursor ?? 0);
    const to = from + Number(limit ?? 100);
    const next = to < items.length ? String(to) : "";
    return { ok: true, [name]: items.slice(from, to), response_metadata: { next_cursor: next } };
  }

  const seen = new Set([...joined, ...known]);
  const visible = Object.entries(channels).filter(([id]) => seen.has(id));

  const methods: Readonly<Record<string, Method>> = {
    "auth.test": () => ({ ok: true, team_id: team, user_id: "UBOT", bot_id: "BBOT" }),
    "views.open": ({ trigger_id, view }) => {
      if (trigger_id !== trigger) return refused("invalid_trigger_id");
      const problems = problemsOfView({ ...(typeof view === "object" && view) });
      return problems.length > 0
        ? refused("invalid_arguments", { response_metadata: { messages: problems } })
        : { ok: true, view };
    },
    "views.publish": ({ user_id, view }) => {
      const { type, blocks, private_metadata } = { ...(typeof view === "object" && view) } as Fields;
      if (typeof user_id !== "string" || type !== "home") return refused("invalid_arguments");
      const messages = problemsOf({ text: "home", blocks }, Number.POSITIVE_INFINITY);
      if (messages.length > 0) return refused("invalid_arguments", { response_metadata: { messages } });
      return { ok: true, view: { type, blocks, private_metadata } };
    },
    "chat.unfurl": ({ channel, ts, unfurl_id, source, unfurls }) => {
      if ((channel === undefined || ts === undefined) && (unfurl_id === undefined || source === undefined))
        return refused("invalid_arguments");
      const previews: readonly Fields[] = Object.values({ ...(typeof unfurls === "object" && unfurls) });
      const fine =
        previews.length > 0 && previews.every((it) => problemsOf({ text: "link", ...it }).length === 0);
      return fine ? { ok: true } : refused("invalid_unfurls_format");
    },
    "assistant.threads.setStatus": ({ channel_id, thread_ts, status }) =>
      [channel_id, thread_ts].every((it) => typeof it === "string" && it !== "") && status !== undefined
        ? { ok: true }
        : refused("invalid_arguments"),
    "chat.postMessage": (body) => {
      const channel = String(body.channel);
      const error = refusal(body);
      const away = unreachable(channel) ?? (error === undefined ? undefined : refused(error));
      if (away) return away;
      const ts = `${Math.floor(Date.now() / 1_000)}.${String(++posted).padStart(6, "0")}`;
      const { text, blocks, thread_ts, metadata } = body;
      const message = {
        type: "message",
        bot_id: "BBOT",
        user: "UBOT",
        ts,
        text,
        blocks,
        ...(thread_ts !== undefined && { thread_ts }),
        ...(metadata !== undefined && { metadata }),
      };
      remember(channel, message);
      return { ok: true, channel, ts, message };
    },
    "chat.postEphemeral": (body) => {
      const channel = String(body.channel);
      const error = refusal(body);
      const away = unreachable(channel) ?? (error === undefined ? undefined : refused(error));
      if (away) return away;
      const members = channels[channel]?.members;
      if (members && !members.includes(String(body.user))) return refused("user_not_in_channel");
      return { ok: true, message_ts: "190.1" };
    },
    "conversations.history": (body) =>
      unreachable(String(body.channel)) ??
      page(
        ofChannel(body.channel).filter(({ ts, thread_ts }) => thread_ts === undefined || thread_ts === ts),
        body,
      ),
    "conversations.replies": (body) =>
      unreachable(String(body.channel)) ??
      page(
        ofChannel(body.channel).filter(({ thread_ts }) => thread_ts === body.ts),
        body,
      ),
    "conversations.info": ({ channel }) => {
      const found = visible.find(([id]) => id === channel);
      return found
        ? { ok: true, channel: { id: found[0], name: found[1].name } }
        : refused("channel_not_found");
    },
    "conversations.list": ({ limit, cursor }) => {
      const all = visible.filter(([, { archived }]) => !archived).map(([id, { name }]) => ({ id, name }));
      return paged("channels", all, limit, cursor);
    },
    "conversations.members": ({ channel, limit, cursor }) => {
      const found = visible.find(([id]) => id === channel);
      return found ? paged("members", found[1].members, limit, cursor) : refused("channel_not_found");
    },
    "users.info": ({ user }) => {
      const found = people[String(user)];
      return found ? { ok: true, user: { id: user, team_id: team, ...found } } : refused("user_not_found");
    },
    "files.getUploadURLExternal": ({ filename, length }) => {
      if (!Number(length)) return refused("invalid_arguments");
      const id = `F${uploads.size + 1}`;
      uploads.set(id, { name: String(filename), text: "" });
      return { ok: true, upload_url: `${base()}/upload/${id}`, file_id: id };
    },
    "files.completeUploadExternal": ({ files, ...shared }) => {
      const [file] = Array.isArray(files) ? files : [];
      const upload = uploads.get(file?.id);
      if (!upload || upload.text === "") return refused("file_not_found");
      const away = unreachable(String(shared.channel_id));
      if (away) return away;
      uploads.set(file.id, { ...upload, shared });
      return { ok: true, files: [{ id: file.id }] };
    },
  };

  return {
    /** What the workspace answers, once the token has the scopes. */
    call(method: string, body: Fields): Fields {
      const needed = scopeOf(method, body).filter((scope) => scopes && !scopes.includes(scope));
      if (needed.length > 0)
        return refused("missing_scope", { needed: needed.join(","), provided: scopes?.join(",") });
      return methods[method]?.(body) ?? refused("unknown_method");
    },
    /** Something that was said in a conversation before. */
    remember,
    receive(id: string, text: string): void {
      const upload = uploads.get(id);
      if (upload) uploads.set(id, { ...upload, text });
    },
    /** Every file that was uploaded. */
    uploads: () => [...uploads.values()],
    /** What was posted in a conversation, oldest first. */
    messages: ofChannel,
    refusal,
  };
}
