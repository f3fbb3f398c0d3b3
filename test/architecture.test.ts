import { globSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const files = globSync("src/**/*.{ts,tsx}", { cwd: root }).map((file) => {
  const source = readFileSync(join(root, file), "utf8");
  return { file, source, imports: importsOf(file, source) };
});

type Import = { readonly to: string; readonly typesOnly: boolean };

function importsOf(file: string, source: string): readonly Import[] {
  const statements = source.matchAll(/^(?:import|export)\s+(type\s)?(?:[^"';]*?\sfrom\s+)?"([^"]+)"/gmu);
  const dynamic = source.matchAll(/\bimport\("([^"]+)"\)(\.\w+)?/gu);
  const resolve = (specifier: string) =>
    specifier.startsWith(".") ? relative(root, join(root, dirname(file), specifier)) : specifier;
  return [
    ...[...statements].map(([, type, specifier = ""]) => ({
      to: resolve(specifier),
      typesOnly: type !== undefined,
    })),
    ...[...dynamic].map(([, specifier = "", member]) => ({
      to: resolve(specifier),
      typesOnly: member !== undefined,
    })),
  ];
}

/** All that platforms know of the bot. */
const contract = [
  "src/bot/ask.ts",
  "src/bot/place.ts",
  "src/bot/channels.ts",
  "src/bot/health.ts",
  "src/bot/watch.ts",
  "src/card/",
];

/** What each folder may import from the project; the first prefix that matches a file decides. */
const mayImport: readonly (readonly [folder: string, allowed: readonly string[]])[] = [
  ["src/main.ts", ["src/"]],
  ["src/cli.ts", ["src/"]],
  ["src/app.ts", ["src/"]],
  ["src/state.ts", ["src/"]],
  ["src/lone-bot.ts", ["src/"]],
  ["src/standing.ts", ["src/"]],
  ["src/knowledge.ts", ["src/catalog/", "src/advisor/"]],
  ["src/config", ["src/config"]],
  ["src/log.ts", []],
  ["src/tools/", ["src/"]],
  ["src/image/", ["src/image/"]],
  ["src/scale/", ["src/scale/"]],
  [
    "src/doctor/",
    [
      "src/doctor/",
      "src/config",
      "src/catalog/",
      "src/advisor/",
      "src/secrets/",
      "src/charts/address.ts",
      "src/store/examine.ts",
      "src/platforms/slack/scopes.ts",
    ],
  ],
  ["src/upkeep/", ["src/upkeep/", "src/catalog/catalog.ts"]],
  ["src/card/", ["src/card/"]],
  ["src/text/", ["src/text/"]],
  ["src/catalog/", ["src/catalog/", "src/text/", "src/card/card.ts"]],
  ["src/advisor/", ["src/advisor/", "src/catalog/", "src/text/"]],
  ["src/conversation/", ["src/conversation/", "src/catalog/catalog.ts"]],
  [
    "src/bot/",
    [
      "src/bot/",
      "src/card/",
      "src/catalog/",
      "src/conversation/",
      "src/text/",
      "src/advisor/advisor.ts",
      "src/store/store.ts",
    ],
  ],
  [
    "src/commands/",
    [
      "src/commands/",
      "src/bot/",
      "src/card/",
      "src/catalog/",
      "src/advisor/",
      "src/text/",
      "src/store/store.ts",
      "src/digests/",
    ],
  ],
  ["src/store/", ["src/store/", "src/bot/ask.ts", "src/bot/place.ts"]],
  ["src/secrets/", ["src/secrets/", "src/store/store.ts", "src/bot/place.ts"]],
  [
    "src/digests/",
    [
      "src/digests/",
      "src/store/store.ts",
      "src/bot/",
      "src/card/",
      "src/catalog/",
      "src/text/",
      "src/commands/present/",
    ],
  ],
  ["src/server/", ["src/server/", "src/bot/health.ts"]],
  ["src/telemetry/", ["src/telemetry/", "src/bot/watch.ts", "src/bot/health.ts"]],
  ["src/charts/", ["src/charts/", "src/card/"]],
  ["src/platforms/slack/", ["src/platforms/slack/", ...contract]],
  ["src/platforms/teams/", ["src/platforms/teams/", ...contract]],
  // The page is bundled for a browser: of the server it knows only what both say to each other.
  [
    "src/platforms/playground/web/",
    ["src/platforms/playground/web/", "src/platforms/playground/protocol.ts"],
  ],
  [
    "src/platforms/playground/",
    [
      "src/platforms/playground/",
      ...contract,
      ...["drawing/render", "drawing/view", "hearing/intake", "hearing/destination"].map(
        (name) => `src/platforms/slack/${name}.ts`,
      ),
      ...["fit", "click", "adaptive-card"].map((name) => `src/platforms/teams/${name}.ts`),
    ],
  ],
  ["src/platforms/console/", ["src/platforms/console/", ...contract]],
];

/** Each dependency has one home. */
const homes: Readonly<Record<string, string>> = {
  "@slack/bolt": "src/platforms/slack/",
  "@slack/oauth": "src/platforms/slack/",
  botbuilder: "src/platforms/teams/",
  "botframework-connector": "src/platforms/teams/",
  "fuse.js": "src/text/",
  kysely: "src/store/",
  pg: "src/store/",
  croner: "src/digests/",
  "js-yaml": "src/catalog/yaml.ts",
  esbuild: "src/platforms/playground/",
  ...Object.fromEntries(
    ["react", "react-dom", "react-dom/client", "slack-blocks-to-jsx", "adaptivecards", "micromark"].map(
      (name) => [name, "src/platforms/playground/web/"],
    ),
  ),
  "@resvg/resvg-wasm": "src/charts/",
  "csv-stringify/sync": "src/text/",
  "dockerfile-ast": "src/image/",
  "prom-client": "src/telemetry/",
  "@opentelemetry/api": "src/telemetry/",
  "@opentelemetry/exporter-trace-otlp-http": "src/telemetry/",
  "@opentelemetry/resources": "src/telemetry/",
  "@opentelemetry/sdk-trace": "src/telemetry/",
};

/** All that is loaded with a file. */
function reachedFrom(start: string): readonly string[] {
  const reached = new Set([start]);
  for (const at of reached)
    for (const { to, typesOnly } of files.find(({ file }) => file === at)?.imports ?? [])
      if (!typesOnly) reached.add(to);
  return [...reached];
}

describe("the architecture", () => {
  it.each(files)("$file imports only what its place may know", ({ file, imports }) => {
    const rule = mayImport.find(([folder]) => file.startsWith(folder));
    expect(rule, `${file} stands in a folder the table does not know`).toBeDefined();
    const strays = imports
      .filter(({ to }) => to.startsWith("src/"))
      .filter(({ to }) => !rule?.[1].some((allowed) => to.startsWith(allowed)));
    expect(strays).toEqual([]);
  });

  it.each(files)("$file leaves each SDK to its home", ({ file, imports }) => {
    const strays = imports.filter(({ to, typesOnly }) => {
      const home = homes[to];
      return home !== undefined && !typesOnly && !file.startsWith(home);
    });
    expect(strays).toEqual([]);
  });

  it.each(files)("$file opens with one sentence and stays under 250 lines", ({ source }) => {
    expect(source).toMatch(/^\/\*\* [A-Z`].*[.:] \*\/\n/u);
    expect(source.split("\n").length - 1).toBeLessThanOrEqual(250);
  });

  it("lets only the process edges and the tools touch the process", () => {
    // The SDK for Teams prints keys on the console; one file keeps it from that. What React asks of a process is
    // answered as the page is bundled.
    const edges = [
      "src/main.ts",
      "src/cli.ts",
      "src/platforms/teams/quiet.ts",
      "src/platforms/playground/bundle.ts",
    ];
    const strays = files.filter(
      ({ file, source }) =>
        /\bprocess\.\w|\bconsole\.\w/u.test(source) &&
        !edges.includes(file) &&
        !file.startsWith("src/tools/"),
    );
    expect(strays.map(({ file }) => file)).toEqual([]);
  });

  it("keeps renderers free of SDKs", () => {
    const renderers = files.filter(({ file }) =>
      /platforms\/\w+\/(?:drawing\/)?(?:render|limits|fit)\.ts$/u.test(file),
    );
    expect(renderers.length).toBeGreaterThanOrEqual(5);
    for (const { imports } of renderers)
      expect(
        imports.filter(
          ({ to, typesOnly }) => !typesOnly && !to.startsWith("src/") && !to.startsWith("node:"),
        ),
      ).toEqual([]);
  });

  it("serves the playground without a platform's SDK", () => {
    const reached = reachedFrom("src/platforms/playground/playground.ts");
    expect(reached).toContain("src/platforms/slack/drawing/render.ts");
    expect(reached).toContain("src/platforms/teams/fit.ts");
    for (const sdk of ["@slack/bolt", "@slack/web-api", "botbuilder", "botframework-connector"])
      expect(reached).not.toContain(sdk);
  });

  it("lets the bot name no command", () => {
    const strays = files.filter(
      ({ file, imports }) =>
        file.startsWith("src/bot/") && imports.some(({ to }) => to.startsWith("src/commands/")),
    );
    expect(strays).toEqual([]);
  });
});
