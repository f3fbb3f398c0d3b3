import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { signingSecret, slashRequest } from "../fakes/slack-request.ts";
import { startServer } from "../spawned.ts";
import { temporaryFolder } from "../store/temporary-store.ts";

const companies = ["Acme", "Globex"];
const overlayOf = (company: string) => `company: ${company}
meshes:
  kuma:
    approval: { state: approved, owner: platform-team, reason: In production at ${company} }
    links: [{ title: The runbook of ${company}, url: https://wiki.example.com/kuma }]
`;

it("an answer is wholly of the old catalog or wholly of the new, while one is read after the other", async () => {
  const folder = temporaryFolder();
  const write = (round: number) =>
    writeFileSync(join(folder, "overlay.yaml"), overlayOf(companies[round % 2] ?? ""));
  write(0);
  const server = await startServer({
    CATALOG_OVERLAY: folder,
    SLACK_BOT_TOKEN: "xoxb-1",
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_API_URL: "http://127.0.0.1:9/",
    RATE_LIMIT_PERSON: "0",
    RATE_LIMIT_CHANNEL: "0",
  });
  onTestFinished(async () => void (await server.stop()));
  const ask = async () => {
    const { body, headers } = slashRequest("show kuma");
    const response = await fetch(`${server.address}/slack/events`, { method: "POST", body, headers });
    return response.text();
  };
  const seen = new Set<string>();
  for (let round = 1; round < 100 && (round < 10 || seen.size < 2); round++) {
    write(round);
    server.signal("SIGHUP");
    for (const answer of await Promise.all(Array.from({ length: 10 }, ask))) {
      const said = companies.filter((company) => answer.includes(company));
      expect(said).toHaveLength(1);
      for (const company of said) {
        expect(answer).toContain(`In production at ${company}`);
        expect(answer).toContain(`The runbook of ${company}`);
        seen.add(company);
      }
    }
  }
  expect([...seen].sort()).toEqual(companies);
});
