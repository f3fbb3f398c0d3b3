/** Slack's API and response addresses and Microsoft's keys, tokens and connector, which look at all they are sent. */
import { createServer, type IncomingMessage } from "node:http";
import { problemsOf } from "../../src/platforms/slack/drawing/check.ts";
import { problemsOfView } from "../../src/platforms/slack/drawing/check-view.ts";
import { fieldsOf } from "../../src/platforms/slack/drawing/findings.ts";
import { messageActivity, type Sent, startBotFramework, tenantId } from "../fakes/bot-framework.ts";
import { complaintsAbout } from "../platforms/teams/adaptive-card-check.ts";
import type { Random } from "./random.ts";

/** Calls back with what is wrong with a message that the server sent. */
export async function openOutside(report: (what: string, wrong: readonly string[]) => void) {
  let messages = 0;
  const look = (what: string, wrong: readonly string[]) => {
    messages++;
    if (wrong.length > 0) report(what, wrong);
  };
  const microsoft = await startBotFramework(({ activity }) =>
    look(JSON.stringify(activity).slice(0, 2_000), wrongWithActivity(activity)),
  );
  const server = createServer(async (request, response) => {
    const said = await fieldsSaid(request);
    look(`${request.url} ${JSON.stringify(said).slice(0, 2_000)}`, wrongWithCall(said));
    response
      .writeHead(200, { "content-type": "application/json" })
      .end('{"ok":true,"ts":"1.2","messages":[]}');
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const at = server.address();
  const tokens = [
    await microsoft.token({ expires: 24 * 60 * 60 }),
    await microsoft.token({ signer: "forged" }),
    await microsoft.token({ claims: { aud: "another" } }),
  ];
  return {
    address: `http://127.0.0.1:${typeof at === "object" ? at?.port : ""}`,
    microsoft: new URL(microsoft.serviceUrl).origin,
    /** Messages that the server sent besides its answers. */
    messages: () => messages,
    activity: messageActivity(microsoft.serviceUrl, {
      id: "1",
      from: { id: "29:ann", name: "Ann", aadObjectId: "ann" },
      conversation: { id: "a:1", conversationType: "personal", tenantId },
      text: "",
    }),
    authorization(random: Random) {
      const token = random.chance(0.9) ? tokens[0] : random.pick(tokens);
      return random.chance(0.97)
        ? `Bearer ${token}`
        : random.pick(["", "Bearer", "Basic x", `Bearer ${token}.x`]);
    },
    async stop() {
      await microsoft.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** JSON as response addresses take it, or a form in which blocks and views are JSON, as the API takes it. */
async function fieldsSaid(request: IncomingMessage): Promise<Readonly<Record<string, unknown>>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString();
  if (text.startsWith("{")) return fieldsOf(JSON.parse(text));
  const form = Object.fromEntries(new URLSearchParams(text));
  return Object.fromEntries(
    Object.entries(form).map(([key, value]) => [
      key,
      key === "blocks" || key === "view" ? JSON.parse(value) : value,
    ]),
  );
}

function wrongWithCall({ blocks, text, view }: Readonly<Record<string, unknown>>): readonly string[] {
  const dialog = fieldsOf(view);
  return [
    ...(blocks === undefined ? [] : problemsOf({ text, blocks })),
    ...(dialog.type === "modal" ? problemsOfView(dialog) : []),
  ];
}

const wrongWithActivity = ({ attachments = [] }: Sent["activity"]): readonly string[] =>
  attachments
    .filter(({ contentType }) => contentType === "application/vnd.microsoft.card.adaptive")
    .flatMap(({ content }) => complaintsAbout(content as Parameters<typeof complaintsAbout>[0]));
