import { describe, expect, it } from "vitest";
import minimal from "../../../manifests/slack/manifest.json" with { type: "json" };
import type { Card } from "../../../src/card/card.ts";
import { type Chart, chartOf } from "../../../src/card/chart.ts";
import { problemsOf } from "../../../src/platforms/slack/drawing/check.ts";
import { renderSlack } from "../../../src/platforms/slack/drawing/render.ts";
import { startSlackApi } from "../../fakes/slack-api.ts";
import {
  clickRequest,
  eventRequest,
  mention,
  press,
  signingSecret,
  slashRequest,
} from "../../fakes/slack-request.ts";
import { picturesAt, someChart } from "../some-chart.ts";
import { shownBy } from "./shown.ts";
import { setStage } from "./stage.ts";

const card: Card = { title: "Istio and Linkerd", banners: [], blocks: [someChart] };
const of = (chart: Chart): Card => ({ ...card, blocks: [chart] });
const answer = () => ({ card });
const at = "https://mesh.example.com";
const url = `${at}/charts/groups_istio_linkerd.png`;
const blocksOf = (message: unknown) => ({ blocks: [] as { type: string }[], ...(message as object) }).blocks;
const typesOf = (message: unknown) => blocksOf(message).map(({ type }) => type);
const config = { signingSecret, botId: "BBOT", botUserId: "UBOT" };

describe("a chart in Slack", () => {
  it("is a picture with its numbers in words, for the ear in the picture and for the eye below", () => {
    const message = renderSlack(card, { prefix: "/mesh ", charts: { native: false, urlOf: () => url } });
    expect(problemsOf(message)).toEqual([]);
    expect(message.blocks?.[1]).toMatchObject({
      type: "image",
      image_url: url,
      alt_text: expect.stringContaining("Linkerd 7½ of 11, 1 not known"),
      title: { type: "plain_text", text: "Features met, by group" },
    });
    for (const said of [someChart.method, someChart.source]) expect(JSON.stringify(message)).toContain(said);
    for (const said of someChart.words) expect(shownBy(message.blocks?.slice(2))).toContain(said);
  });

  it("is Slack's own where that is wanted, at most two a message", () => {
    const three = { ...card, blocks: [someChart, someChart, someChart] };
    const message = renderSlack(three, { prefix: "", charts: { native: true, urlOf: () => url } });
    expect(problemsOf(message)).toEqual([]);
    expect(typesOf(message).filter((it) => it === "data_visualization" || it === "image")).toEqual([
      "data_visualization",
      "data_visualization",
      "image",
    ]);
    expect(message.blocks?.[1]).toEqual({
      type: "data_visualization",
      title: "Features met, by group",
      chart: {
        type: "bar",
        series: [
          {
            name: "Istio",
            data: [
              { label: "Security", value: 95.5 },
              { label: "Traffic", value: 100 },
            ],
          },
          {
            name: "Linkerd",
            data: [
              { label: "Security", value: 68.2 },
              { label: "Traffic", value: 72.2 },
            ],
          },
        ],
        axis_config: { categories: ["Security", "Traffic"], y_label: "%" },
      },
    });
  });

  it("of many categories names them by numbers that the words bear too", () => {
    const names = ["A", "B", "C", "D", "E", "F"];
    const crowded = chartOf({
      ...someChart,
      categories: names,
      series: [{ name: "Istio", values: [1, 2, 3, 4, 5, 6], said: names }],
    });
    const { blocks } = renderSlack(of(crowded), { prefix: "", charts: { native: true } });
    expect(JSON.stringify(blocks)).toContain('"categories":["1","2","3","4","5","6"]');
    expect(shownBy(blocks)).toContain("6. F: Istio F");
    expect(shownBy(renderSlack(of(crowded), { prefix: "" }).blocks)).not.toContain("6. F");
  });

  it.each<[string, Chart]>([
    ["a long label", { ...someChart, categories: ["Project, licence and more", "Traffic"] }],
    ["one label twice", { ...someChart, categories: ["Traffic", "Traffic"] }],
    [
      "no number",
      { ...someChart, series: [{ name: "A", values: [null, 1], said: ["does not apply", "1"] }] },
    ],
    [
      "too many series",
      {
        ...someChart,
        series: Array.from({ length: 7 }, () => ({ name: "A", values: [1, 1], said: ["1", "1"] })),
      },
    ],
  ])("is no chart of Slack's own with %s", (_, chart) => {
    const native = { prefix: "", charts: { native: true } };
    expect(typesOf(renderSlack(of(chart), native))).not.toContain("data_visualization");
    const drawn = renderSlack(of(chart), { prefix: "", charts: { native: true, urlOf: () => url } });
    expect(typesOf(drawn)).toContain("image");
    expect(problemsOf(drawn)).toEqual([]);
  });

  it("is only words where nothing else is possible", () => {
    const message = renderSlack(card, { prefix: "" });
    expect(typesOf(message)).toEqual(["header", "section", "section", "context"]);
    expect(shownBy(message.blocks)).toContain("Security: Istio 10½ of 11; Linkerd 7½ of 11, 1 not known");
  });
});

describe("the check of a message with charts", () => {
  const bar = (changes: object, chart: object = {}) => ({
    text: "a",
    blocks: [
      {
        type: "data_visualization",
        title: "A",
        chart: {
          type: "bar",
          series: [{ name: "A", data: [{ label: "x", value: 1 }] }],
          axis_config: { categories: ["x"] },
          ...chart,
        },
        ...changes,
      },
    ],
  });

  it.each([
    [bar({ title: "x".repeat(51) }), "51 characters"],
    [bar({}, { type: "pie" }), "is not a chart this bot sends"],
    [bar({}, { series: [] }), "series is missing"],
    [bar({}, { series: [{ name: "A", data: [{ label: "y", value: 1 }] }] }), "is not about the categories"],
    [bar({}, { series: [{ name: "A", data: [{ label: "x", value: "1" }] }] }), "is no number"],
    [bar({}, { axis_config: { categories: ["x", "x"] } }), "name one thing twice"],
    [
      { text: "a", blocks: [{ type: "image", image_url: "nonsense", alt_text: "a" }] },
      "is not a web address",
    ],
    [{ text: "a", blocks: [{ type: "image", image_url: url, alt_text: "" }] }, "alt_text is missing"],
    [{ text: "a", blocks: [1, 2, 3].flatMap(() => bar({}).blocks) }, "one chart too many"],
  ])("finds what is wrong with %o", (message, said) => {
    expect(problemsOf(message).join("; ")).toContain(said);
  });

  it("finds nothing wrong with a chart that is right", () => expect(problemsOf(bar({}))).toEqual([]));
});

describe("an answer with a chart", () => {
  it("to a slash command goes where Slack tells of a refusal, as it has to fetch the picture", async () => {
    const stage = await setStage({ answer, pictures: picturesAt(at) });
    const { url: responseUrl, received } = stage.api.responseUrl();
    const { body } = await stage.deliver(slashRequest("chart istio linkerd", { responseUrl }));
    await stage.stop();
    expect(body).toBe("");
    expect(received).toHaveLength(1);
    expect(received[0]).toMatchObject({ response_type: "ephemeral", replace_original: false });
    expect(typesOf(received[0])).toContain("image");
  });

  it("is in the acknowledgement where it has no picture", async () => {
    const stage = await setStage({ answer, pictures: picturesAt() });
    const { body } = await stage.deliver(slashRequest("chart istio linkerd"));
    expect(JSON.parse(body).text).toContain("Linkerd 7½ of 11");
    await stage.stop();
    expect(stage.api.uploads()).toEqual([]);
  });

  it("is sent without its picture where Slack cannot fetch that, blocks and all", async () => {
    const stage = await setStage({ answer, pictures: picturesAt(at) });
    stage.api.fail("chat.postMessage", { status: 200, body: { ok: false, error: "invalid_blocks" } });
    await stage.deliver(eventRequest(mention("<@UBOT> chart istio linkerd")));
    const { url: responseUrl, received } = stage.api.responseUrl();
    stage.api.fail("response_url", { status: 200, body: { ok: false, error: "invalid_blocks" } });
    await stage.deliver(slashRequest("chart istio linkerd", { responseUrl }));
    await stage.stop();
    const [first, second, ...more] = stage.api.callsTo("chat.postMessage").map(({ body }) => body);
    expect(JSON.stringify(first)).toContain(url);
    expect(JSON.stringify(second)).not.toContain(url);
    expect(second?.blocks).toBeDefined();
    expect(more).toEqual([]);
    expect(received).toHaveLength(1);
    expect(typesOf(received[0])).not.toContain("image");
    expect(blocksOf(received[0]).length).toBeGreaterThan(2);
    expect(stage.logged.join("")).toContain("check that Slack reaches PUBLIC_URL");
  });

  it("is followed by the picture as a file where the server has no public address", async () => {
    const stage = await setStage({ answer, pictures: picturesAt() });
    await stage.deliver(eventRequest(mention("<@UBOT> chart istio linkerd")));
    await stage.stop();
    expect(stage.api.messages("C1")).toHaveLength(1);
    expect(stage.api.uploads()).toEqual([
      {
        name: "groups_istio_linkerd.png",
        text: expect.stringContaining("PNG"),
        shared: expect.objectContaining({ channel_id: "C1", thread_ts: "170.1" }),
      },
    ]);
  });

  it("is left as it is where the app may not upload", async () => {
    const api = await startSlackApi({ scopes: minimal.oauth_config.scopes.bot });
    const stage = await setStage({ api, answer, pictures: picturesAt() });
    await stage.deliver(eventRequest(mention("<@UBOT> chart istio linkerd")));
    await stage.stop();
    expect(stage.api.messages("C1")).toHaveLength(1);
    expect(stage.api.uploads()).toEqual([]);
    expect(stage.logged.join("")).toContain("missing_scope: files:write");
    expect(stage.logged.join("")).not.toContain("was not answered");
  });

  it("that Slack draws itself, or that one person reads, is not uploaded", async () => {
    const stage = await setStage({
      answer,
      pictures: picturesAt(),
      config: { ...config, charts: "native" },
    });
    await stage.deliver(eventRequest(mention("<@UBOT> chart istio linkerd")));
    const { url: responseUrl, received } = stage.api.responseUrl();
    await stage.deliver(clickRequest({ action: press("chart istio linkerd"), responseUrl }));
    await stage.stop();
    expect(typesOf(stage.api.callsTo("chat.postMessage")[0]?.body)).toContain("data_visualization");
    expect(typesOf(received[0])).toContain("data_visualization");
    expect(stage.api.uploads()).toEqual([]);
  });
});
