import { fastify } from "fastify";
import { pino } from "pino";
import { describe, expect, it, onTestFinished } from "vitest";
import { ownCatalog } from "../../src/app.ts";
import type { Chart } from "../../src/card/chart.ts";
import { loadCatalog } from "../../src/catalog/load.ts";
import { createAddresses, keyOf } from "../../src/charts/address.ts";
import { createPictures } from "../../src/charts/pictures.ts";
import { chartNamed } from "../../src/commands/present/charts.ts";

const catalog = loadCatalog(ownCatalog);
const secret = "a secret of thirty-two characters";
const chart = chartNamed(catalog, "benchmark_mtls-latency_0") as Chart;

async function open(
  parts: { key?: Uint8Array; named?: (id: string) => Chart | undefined; publicUrl?: string } = {},
) {
  const logged: string[] = [];
  const pictures = createPictures({
    chartNamed: parts.named ?? ((id) => chartNamed(catalog, id)),
    key: parts.key ?? keyOf(secret),
    publicUrl: parts.publicUrl,
    log: pino({ level: "trace" }, { write: (line: string) => void logged.push(line) }),
  });
  const server = fastify();
  pictures.serve(server);
  const address = await server.listen({ port: 0, host: "127.0.0.1" });
  onTestFinished(async () => {
    await server.close();
    await pictures.close();
  });
  const get = (path: string, headers: Record<string, string> = {}) => fetch(address + path, { headers });
  return { pictures, get, logged };
}

describe("the address of a picture", () => {
  it("leads to the picture, which may be kept for good", async () => {
    const { pictures, get } = await open();
    const response = await get(pictures.pathOf(chart));
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("image/png");
    expect(response.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(bytes.subarray(1, 4).toString()).toBe("PNG");
    expect(bytes.equals(Buffer.from(await pictures.draw(chart)))).toBe(true);
  });

  it("is not answered twice with the same bytes to who has them", async () => {
    const { pictures, get } = await open();
    const etag = (await get(pictures.pathOf(chart))).headers.get("etag") ?? "";
    expect(etag).toMatch(/^"[\w-]{11}"$/u);
    const again = await get(pictures.pathOf(chart), { "if-none-match": etag });
    expect([again.status, await again.text()]).toEqual([304, ""]);
  });

  it("is public where the server is, and nowhere else", async () => {
    const hidden = await open();
    expect(hidden.pictures.urlOf(chart)).toBeUndefined();
    const { pictures } = await open({ publicUrl: "https://mesh.example.com" });
    expect(pictures.urlOf(chart)).toBe(`https://mesh.example.com${pictures.pathOf(chart)}`);
  });

  it("is the same in every process with one secret, and opens nothing with another", async () => {
    const path = createAddresses(keyOf(secret)).pathOf(chart);
    const { pictures, get } = await open();
    expect(pictures.pathOf(chart)).toBe(path);
    expect((await get(path)).status).toBe(200);
    for (const key of [keyOf(undefined), keyOf(undefined), keyOf("another secret of thirty-two chars")])
      expect((await get(createAddresses(key).pathOf(chart))).status).toBe(404);
  });

  it("leads nowhere once anything in it was changed", async () => {
    const { pictures, get } = await open();
    const path = pictures.pathOf(chart);
    const [, id = "", mark = "", signature = ""] = /^\/charts\/(.+)~(.+)~(.+)\.png$/u.exec(path) ?? [];
    const swapped = (text: string) => (text.startsWith("A") ? "B" : "A") + text.slice(1);
    const tampered = [
      `/charts/benchmark_kmesh-claims_0~${mark}~${signature}.png`,
      `/charts/${id}~${swapped(mark)}~${signature}.png`,
      `/charts/${id}~${mark}~${swapped(signature)}.png`,
      `/charts/${id}~${mark}~${signature.slice(0, -1)}.png`,
      `/charts/${id}~${mark}~.png`,
      `/charts/${id}~${mark}.png`,
      `/charts/${id}.png`,
      "/charts/",
      "/charts/..%2f..%2fpackage.json",
      "/charts/../package.json",
      `/charts/%00${id}~${mark}~${signature}.png`,
      `/charts/${"a".repeat(5_000)}~${mark}~${signature}.png`,
      path.replace(".png", ".svg"),
      `${path}/x`,
    ];
    for (const other of tampered) expect((await get(other)).status, other.slice(0, 120)).toBe(404);
    expect((await get(`${path}?theme=dark`)).status).toBe(200);
  });

  it("that is signed draws nothing that the catalog does not", async () => {
    const { pictures, get } = await open();
    expect((await get(pictures.pathOf({ ...chart, id: "groups_istio_teleport" }))).status).toBe(404);
  });

  it("of before shows the chart as it is now, and is not kept for long", async () => {
    const { pictures, get } = await open();
    const before = pictures.pathOf({ ...chart, title: "As it was" });
    expect(before).not.toBe(pictures.pathOf(chart));
    const response = await get(before);
    expect(response.status).toBe(200);
    expect(response.headers.get("cache-control")).toBe("public, max-age=3600");
  });

  it("asked for by many at once is drawn once, and by too many different ones not at once", async () => {
    const many = Array.from(
      { length: 30 },
      (_, at): Chart => ({ ...chart, id: `benchmark_x_${at}`, title: `${at}` }),
    );
    const { pictures, get } = await open({ named: (id) => many.find((it) => it.id === id) });
    const [first] = many;
    if (!first) throw new Error("there are none");
    const same = await Promise.all(Array.from({ length: 30 }, () => get(pictures.pathOf(first))));
    expect(new Set(same.map(({ status }) => status))).toEqual(new Set([200]));
    const all = await Promise.all(many.map((it) => get(pictures.pathOf(it))));
    const busy = all.find(({ status }) => status === 503);
    expect(busy?.headers.get("retry-after")).toBe("2");
    expect(busy?.headers.get("cache-control")).toBe("no-store");
    for (const it of many.slice(0, 5)) expect((await get(pictures.pathOf(it))).status).toBe(200);
  });

  it("of a chart that cannot be drawn says so, and the log says why", async () => {
    const broken = { ...chart, series: [{ ...chart.series[0], said: undefined }] } as unknown as Chart;
    const { pictures, get, logged } = await open({ named: () => broken });
    const response = await get(pictures.pathOf(broken));
    expect([response.status, response.headers.get("content-type")]).toEqual([
      503,
      expect.stringContaining("application/json"),
    ]);
    expect(logged.join("")).toContain("a chart could not be drawn");
    await expect(pictures.draw(broken)).rejects.toThrow();
    await expect(pictures.draw(chart)).resolves.toBeDefined();
  });
});
