import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { ownCatalog } from "../../src/app.ts";
import { loadCatalog } from "../../src/catalog/load.ts";
import { linksIn } from "../../src/upkeep/links.ts";
import { run } from "../spawned.ts";

async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
}

/** A release as the GitHub API gives it, the fields nobody reads left out. */
const release = (tag: string, at: string | null, more = {}) => ({
  url: "https://api.github.com/repos/x/y/releases/1",
  html_url: `https://github.com/x/y/releases/tag/${tag}`,
  id: 1,
  tag_name: tag,
  name: tag,
  draft: false,
  prerelease: false,
  created_at: at,
  published_at: at,
  assets: [],
  ...more,
});

const refresh = (base: string, args: readonly string[] = []) =>
  run("tools/refresh.ts", ["--at", "2026-11-23", ...args], { env: { GITHUB_API_URL: base } });

describe("npm run catalog:refresh", () => {
  it("proposes a newer release as a diff with its source, and changes no file", async () => {
    const before = await readFile(join(ownCatalog, "meshes/istio.yaml"), "utf8");
    const base = await serve((request, response) => {
      const releases = request.url?.startsWith("/repos/istio/istio/")
        ? [
            release("1.33.0-rc.1", "2026-11-20T10:00:00Z", { prerelease: true }),
            release("1.33.0", null, { draft: true }),
            release("1.32.0", "2026-11-12T10:00:00Z"),
            release("1.31.1", "2026-09-21T10:00:00Z"),
          ]
        : [];
      response
        .writeHead(200, { "content-type": "application/json", etag: '"1"' })
        .end(JSON.stringify(releases));
    });
    const { code, stdout, stderr } = await refresh(base);
    expect([code, stderr.trim()]).toEqual([0, "1 newer releases. Check each source, then: git apply <diff>"]);
    for (const line of [
      "--- a/data/meshes/istio.yaml",
      "-  version: 1.31.1",
      "+  version: 1.32.0",
      "+  date: 2026-11-12",
      "+  asOf: 2026-11-23",
      "+    url: https://github.com/x/y/releases/tag/1.32.0",
      "+    value: 1.32.0 (2026-11-12)",
    ])
      expect(stdout.split("\n")).toContain(line);
    expect(await readFile(join(ownCatalog, "meshes/istio.yaml"), "utf8")).toBe(before);
  });

  it("does not take a late patch of an older line for the newest", async () => {
    const base = await serve((request, response) => {
      const releases = request.url?.startsWith("/repos/istio/istio/")
        ? [release("1.30.99", "2026-11-20T10:00:00Z"), release("1.31.1", "2026-09-21T10:00:00Z")]
        : [];
      response.end(JSON.stringify(releases));
    });
    const { stdout, stderr } = await refresh(base);
    expect(stdout).toBe("");
    expect(stderr).toContain("Nothing newer was found.");
  });

  it("follows the tags a project really releases by", async () => {
    const base = await serve((request, response) => {
      const releases = request.url?.startsWith("/repos/linkerd/")
        ? [
            release("version-9.9", "2026-11-20T10:00:00Z"),
            release("edge-26.11.2", "2026-11-14T10:00:00Z", { prerelease: true }),
          ]
        : [];
      response.end(JSON.stringify(releases));
    });
    expect((await refresh(base)).stdout).toContain("+  version: edge-26.11.2");
  });

  it("asks for what changed only, and reads the rest from its cache", async () => {
    let full = 0;
    const base = await serve((request, response) => {
      if (request.headers["if-none-match"] === '"7"') return void response.writeHead(304).end();
      full++;
      response.writeHead(200, { etag: '"7"' }).end(JSON.stringify([]));
    });
    const cache = join(tmpdir(), `refresh-${process.pid}-${Date.now()}.json`);
    await refresh(base, ["--cache", cache]);
    const asked = full;
    expect(asked).toBeGreaterThan(10);
    expect((await refresh(base, ["--cache", cache])).code).toBe(0);
    expect(full).toBe(asked);
  });

  it("stops at a rate limit, and says when to come back", async () => {
    const base = await serve(
      (_, response) =>
        void response
          .writeHead(403, { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "1796000000" })
          .end("{}"),
    );
    const { code, stdout, stderr } = await refresh(base);
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toContain("no more requests until 2026-11-30T");
  });

  it("names the project it could not read, and goes on", async () => {
    const base = await serve((request, response) => {
      if (request.url?.includes("kuma")) return void response.writeHead(500).end();
      response.end("[]");
    });
    const { code, stderr } = await refresh(base);
    expect(code).toBe(1);
    expect(stderr).toContain("kuma: GitHub answered 500");
    expect(stderr).toContain("Nothing newer was found.");
  });
});

describe("npm run catalog:links", () => {
  it("reports what is broken or moved, with file and key, and fails where one is broken", async () => {
    const links = linksIn(loadCatalog(ownCatalog));
    expect(links.length).toBeGreaterThan(200);
    const base = await serve((request, response) => {
      const url = new URL(request.url ?? "", "http://x").searchParams.get("url");
      if (url === "https://kuma.io") response.writeHead(404).end();
      else if (url === "https://istio.io")
        response.writeHead(301, { location: "https://istio.example" }).end();
      else if (url === "https://linkerd.io" && request.method === "HEAD") response.writeHead(405).end();
      else response.writeHead(200).end();
    });
    const { code, stdout } = await run("tools/links.ts", ["--through", base]);
    expect(code).toBe(1);
    expect(stdout).toContain("broken  https://kuma.io answers 404\n        meshes/kuma.yaml homepage");
    expect(stdout).toContain("moved  https://istio.io to https://istio.example");
    expect(stdout).toContain(`${links.length} addresses: ${links.length - 2} good, 1 moved, 1 broken`);
  });
});
