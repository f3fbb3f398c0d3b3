import { cp, mkdir, mkdtemp, readdir, rm, symlink } from "node:fs/promises";
import { get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ActionsBlock, KnownBlock } from "@slack/types";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Answer, Post } from "../../../src/platforms/playground/protocol.ts";
import { type Running, startServer } from "../../spawned.ts";
import { valuesOf } from "../teams/adaptive-card-check.ts";
import { ask, typed, visit } from "./visit.ts";

const folder = await mkdtemp(join(tmpdir(), "playground-"));
let server: Running;
beforeAll(async () => {
  server = await startServer({ STATE_DIR: join(folder, "state") });
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true });
});

const isActions = (block: KnownBlock): block is ActionsBlock => block.type === "actions";

/** The buttons and menus of the Slack side, as a click reports them. */
const slackElements = ({ slack }: Answer) =>
  (slack.blocks ?? []).filter(isActions).flatMap(({ elements }) => elements);

function slackButton(answer: Answer, label: string) {
  const button = slackElements(answer).find((it) => it.type === "button" && it.text.text === label);
  if (button?.type !== "button") throw new Error(`there is no button ${label}`);
  return { type: button.type, action_id: button.action_id, value: button.value };
}

type Teamsish = { readonly type: string; readonly title?: string; readonly data?: Record<string, string> };

/** The actions of the Teams side. */
function teamsAction({ teams }: Answer, title: string): Record<string, string> {
  if (teams.kind !== "card") throw new Error("Teams shows no card");
  const actions = valuesOf(teams.card.body, "actions").flat() as readonly Teamsish[];
  const action = actions.find((it) => it.title === title);
  if (!action?.data) throw new Error(`there is no action ${title}`);
  return action.data;
}

describe("a question", () => {
  it("is answered as Slack and as Teams show it, in words, and with a link that reopens it", async () => {
    const answer = await typed(server.address, "compare istio linkerd");
    expect(answer).toMatchObject({ command: "compare", outcome: "answered", link: "compare istio linkerd" });
    expect(answer.slack.blocks?.some(({ type }) => type === "table")).toBe(true);
    expect(answer.teams.kind === "card" && answer.teams.card.body.some(({ type }) => type === "Table")).toBe(
      true,
    );
    expect(answer.plain).toContain("Istio and Linkerd");
  });

  it("about a chart has its picture on this server", async () => {
    const { slack, teams } = await typed(server.address, "chart istio linkerd");
    const pictures = [slack.blocks, teams].map(
      (side) => /"(http:\/\/[^"]+\/charts\/[^"]+\.png)"/u.exec(JSON.stringify(side))?.[1] ?? "",
    );
    expect(new Set(pictures).size).toBe(1);
    const { status, headers } = await visit(pictures[0] ?? "");
    expect({ status, type: headers["content-type"] }).toEqual({ status: 200, type: "image/png" });
  });

  it("may begin as it does in Slack and in Teams", async () => {
    const plain = await typed(server.address, "show kuma");
    for (const call of ["/mesh show kuma", "@Mesh show kuma"])
      expect((await typed(server.address, call)).slack).toEqual(plain.slack);
  });

  it("goes on from the one before it in the same conversation, and in no other", async () => {
    const say = (text: string, talk: string) => ask(server.address, { kind: "typed", text }, talk);
    await say("which mesh fits a small team with low memory?", "talk");
    const more = await say("and we also need VMs", "talk");
    expect(more.command).toBe("recommend");
    // Its link asks all of it, for those who were not there.
    expect((await say(more.link ?? "", "elsewhere")).title).toBe(more.title);
    expect((await say("and we also need VMs", "another")).link).not.toBe(more.link);
  });

  it("opens with the welcome, which is no question to link to", async () => {
    const welcome = await ask(server.address, { kind: "opened" });
    expect(welcome.title).toBe("Hello, I am Mesh Advisor");
    expect(welcome.link).toBeUndefined();
  });
});

describe("a click", () => {
  it("asks the same on both sides", async () => {
    const answer = await typed(server.address, "show istio");
    const slack = await ask(server.address, { kind: "slack-action", action: slackButton(answer, "Sources") });
    const teams = await ask(server.address, { kind: "teams-action", data: teamsAction(answer, "Sources") });
    expect(slack.command).toBe("sources");
    expect(slack).toEqual(teams);
  });

  it("chooses the same on both sides", async () => {
    const answer = await typed(server.address, "compare istio linkerd");
    const menu = slackElements(answer).find((it) => it.type === "static_select");
    if (menu?.type !== "static_select") throw new Error("there is no menu");
    const value = menu.options?.find(({ text }) => text.text === "Security")?.value ?? "";
    const slack = await ask(server.address, {
      kind: "slack-action",
      action: { type: menu.type, action_id: menu.action_id, selected_option: { value } },
    });
    const data = teamsAction(answer, "Go");
    const teams = await ask(server.address, {
      kind: "teams-action",
      data: { ...data, [data.choice ?? ""]: value },
    });
    expect(slack).toMatchObject({ command: "compare", link: "compare istio linkerd on security" });
    expect(slack).toEqual(teams);
  });
});

describe("a form", () => {
  const submit = (metadata: string, values: Readonly<Record<string, Record<string, unknown>>>) =>
    ask(server.address, { kind: "slack-view", view: { private_metadata: metadata, state: { values } } });

  it("is a dialog in Slack, whose mistakes are told by the question", async () => {
    const card = await typed(server.address, "recommend");
    const { view } = await ask(server.address, {
      kind: "slack-action",
      action: slackButton(card, "Answer the questions"),
    });
    expect(view?.title.text).toBe("Which mesh fits?");
    const { mistakes = {}, link } = await submit(view?.private_metadata ?? "", {});
    const ids = view?.blocks.map(({ block_id }) => block_id);
    expect(Object.entries(mistakes)).toEqual([[ids?.[0], "Answer at least one of the questions."]]);
    expect(link).toBeUndefined();
  });

  it("is answered the same on both sides, with the sentence it stands for as its link", async () => {
    const card = await typed(server.address, "recommend");
    const [first] = card.view?.blocks ?? [];
    const id = first?.block_id ?? "";
    const slack = await submit("recommend", {
      [id]: { answer: { type: "checkboxes", selected_options: [{ value: "on Nomad" }] } },
    });
    const data = teamsAction(card, "Recommend");
    const teams = await ask(server.address, {
      kind: "teams-action",
      data: { ...data, [`${data.at}.many.${id}`]: encodeURIComponent("on Nomad") },
    });
    expect(slack).toMatchObject({
      outcome: "answered",
      link: "recommend on Nomad",
      question: "recommend on Nomad",
    });
    expect(slack).toEqual(teams);
  });

  it("comes back in Teams with its mistakes", async () => {
    const data = teamsAction(await typed(server.address, "recommend"), "Recommend");
    const back = await ask(server.address, { kind: "teams-action", data });
    expect(Object.keys(back.mistakes ?? {})).toHaveLength(1);
    expect(JSON.stringify(back.teams)).toContain("Answer at least one of the questions.");
  });
});

describe("what is kept", () => {
  it("is followed here, in the time zone of the browser", async () => {
    const body = { kind: "typed", text: "follow istio weekly", conversation: "c", zone: "Asia/Tokyo" };
    const { body: said } = await visit(`${server.address}/playground/ask`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const answer: Answer = JSON.parse(said);
    expect(answer.outcome).toBe("answered");
    expect(answer.plain).toContain("Asia/Tokyo");
    // A link to it would follow once more.
    expect(answer.link).not.toBe("follow istio weekly");
    expect((await typed(server.address, "following")).plain).toContain("Istio");
  });

  it("comes to the page unasked, to one that opens later too", async () => {
    const heard = nextPost(server.address);
    await typed(server.address, "share show kuma");
    const post = await heard;
    expect(post.slack.blocks?.length).toBeGreaterThan(1);
    expect(post.title).toBe("Kuma");
    expect((await nextPost(server.address)).id).toBe(post.id);
  });

  it("is told to be off where nothing is", async () => {
    const bare = await startServer();
    expect(JSON.parse((await visit(`${bare.address}/playground/about`)).body)).toMatchObject({
      keeps: false,
    });
    expect((await typed(bare.address, "follow istio")).outcome).toBe("unavailable");
    await bare.stop();
  });
});

/** The first message of the stream of posts. */
const nextPost = (address: string): Promise<Post> =>
  new Promise((resolve, reject) => {
    const stream = get(`${address}/playground/posts`, { agent: false }, (response) => {
      let said = "";
      response.setEncoding("utf8").on("data", (chunk: string) => {
        said += chunk;
        const [, data] = /^data: (.+)\n\n/mu.exec(said) ?? [];
        if (data === undefined) return;
        stream.destroy();
        resolve(JSON.parse(data));
      });
    });
    stream.on("error", reject);
  });

describe("an installation without development packages", () => {
  it("says what the page needs, and serves the rest", async () => {
    const root = fileURLToPath(new URL("../../../", import.meta.url));
    const lean = join(folder, "lean");
    await mkdir(join(lean, "node_modules"), { recursive: true });
    for (const name of ["src", "data", "manifests", "package.json"])
      await cp(join(root, name), join(lean, name), { recursive: true });
    for (const name of await readdir(join(root, "node_modules")))
      if (name !== "esbuild")
        await symlink(join(root, "node_modules", name), join(lean, "node_modules", name));
    const bare = await startServer({}, lean);
    expect(bare.stdout()).toContain("needs the development packages: npm ci");
    expect(bare.stdout()).not.toContain("in a browser");
    expect((await visit(bare.address)).status).toBe(404);
    expect((await visit(`${bare.address}/healthz`)).status).toBe(200);
    await bare.stop();
  });
});
