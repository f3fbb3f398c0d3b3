import { describe, expect, it, onTestFinished } from "vitest";
import type { Card } from "../../../src/card/card.ts";
import { chartOf } from "../../../src/card/chart.ts";
import { renderTeams } from "../../../src/platforms/teams/render.ts";
import { picturesAt, someChart } from "../some-chart.ts";
import { textsIn, valuesOf } from "./adaptive-card-check.ts";
import { openStage, type Stage } from "./stage.ts";

const card: Card = { title: "Istio and Linkerd", banners: [], blocks: [someChart] };
const bars: Card = {
  ...card,
  blocks: [
    chartOf({
      ...someChart,
      kind: "bars",
      series: [{ name: "latency", values: [166, null], said: ["166 %", "not measured"] }],
    }),
  ],
};

async function open(options?: Parameters<typeof openStage>[0]): Promise<Stage> {
  const stage = await openStage(options);
  onTestFinished(() => stage.stop());
  return stage;
}

describe("a chart in Teams", () => {
  it("is Teams' own, with a picture for clients that draw none, and its numbers in words", () => {
    const rendered = renderTeams(card, { prefix: "", urlOf: picturesAt("https://mesh.example.com").urlOf });
    expect(rendered.body).toContainEqual({
      type: "Chart.VerticalBar.Grouped",
      yAxisTitle: "%",
      yMin: 0,
      yMax: 100,
      data: [
        {
          legend: "Istio",
          color: "categoricalBlue",
          values: [
            { x: "Security", y: 95.5 },
            { x: "Traffic", y: 100 },
          ],
        },
        {
          legend: "Linkerd",
          color: "categoricalMarigold",
          values: [
            { x: "Security", y: 68.2 },
            { x: "Traffic", y: 72.2 },
          ],
        },
      ],
      fallback: {
        type: "Image",
        url: "https://mesh.example.com/charts/groups_istio_linkerd.png",
        altText: expect.stringContaining("Linkerd 7½ of 11, 1 not known"),
        size: "Stretch",
      },
    });
    for (const said of [someChart.title, ...someChart.words])
      expect(textsIn(rendered).join("\n")).toContain(said);
    expect(rendered.fallbackText).toContain(someChart.words.join("\n"));
  });

  it("of many categories is a picture, or names them by numbers that the words bear too", () => {
    const names = ["A", "B", "C", "D", "E", "F"];
    const { words: _, ...parts } = someChart;
    const crowded: Card = {
      ...card,
      blocks: [
        chartOf({
          ...parts,
          categories: names,
          series: [{ name: "Istio", values: [1, 2, 3, 4, 5, 6], said: ["1", "2", "3", "4", "5", "6"] }],
        }),
      ],
    };
    const pictured = renderTeams(crowded, {
      prefix: "",
      urlOf: picturesAt("https://mesh.example.com").urlOf,
    });
    expect(pictured.body.map(({ type }) => type)).toContain("Image");
    expect(JSON.stringify(pictured)).not.toContain("Chart.");
    const numbered = renderTeams(crowded, { prefix: "" });
    expect(valuesOf(numbered, "x")).toEqual(["1", "2", "3", "4", "5", "6"]);
    expect(textsIn(numbered)).toContain("6. F: Istio 6");
  });

  it("leaves nothing behind where a client draws none and there is no picture", () => {
    expect(valuesOf(renderTeams(card, { prefix: "" }), "fallback")).toEqual(["drop"]);
  });

  it("has horizontal bars for one series, and no bar where there is no number", () => {
    expect(renderTeams(bars, { prefix: "" }).body).toContainEqual({
      type: "Chart.HorizontalBar",
      xAxisTitle: "%",
      displayMode: "AbsoluteWithAxis",
      color: "categoricalBlue",
      data: [{ x: "Security", y: 166 }],
      fallback: "drop",
    });
    expect(textsIn(renderTeams(bars, { prefix: "" })).join("\n")).toContain("Traffic: not measured");
  });

  it("goes out with the address of its picture", async () => {
    const here = await open({ card: () => card, pictures: picturesAt("https://mesh.example.com") });
    await here.deliver({ text: "chart istio linkerd" });
    expect(JSON.stringify(here.framework.sent.at(-1)?.activity)).toContain(
      "https://mesh.example.com/charts/groups_istio_linkerd.png",
    );
  });
});

describe("an answer that takes its time", () => {
  const slowBot = () => {
    const slow = Promise.withResolvers<void>();
    const bot = {
      reply: async () => {
        await slow.promise;
        return { command: "chart", outcome: "answered" as const, answer: null, card };
      },
    };
    return { bot, release: slow.resolve };
  };
  const typesOf = ({ framework }: Stage) => framework.sent.map(({ activity }) => activity.type);

  it("is preceded by the sign of typing", async () => {
    const { bot, release } = slowBot();
    const here = await open({ bot });
    const delivered = here.deliver({ text: "chart istio linkerd" });
    await expect.poll(() => typesOf(here), { timeout: 10_000 }).toEqual(["typing"]);
    release();
    expect((await delivered).status).toBe(200);
    expect(typesOf(here).at(-1)).toBe("message");
  });

  it("comes all the same where Teams takes no sign", async () => {
    const { bot, release } = slowBot();
    const here = await open({ bot });
    here.framework.behave({ takes: 10 });
    const delivered = here.deliver({ text: "chart istio linkerd" });
    await expect.poll(() => here.framework.attempts(), { timeout: 10_000 }).toBeGreaterThan(0);
    here.framework.behave({});
    release();
    expect((await delivered).status).toBe(200);
    expect(typesOf(here).at(-1)).toBe("message");
  });

  it("is not announced where it is there at once", async () => {
    const here = await open();
    await here.deliver({ text: "istio" });
    expect(typesOf(here)).toEqual(["message"]);
  });
});
