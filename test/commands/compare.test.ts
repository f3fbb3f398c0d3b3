import { describe, expect, it } from "vitest";
import type { Card, Table } from "../../src/card/card.ts";
import { plainRuns, plainText } from "../../src/card/plain.ts";
import { ask } from "../mesh-bot.ts";

const tableOf = ({ blocks }: Card): Table => {
  const table = blocks.find((block) => block.type === "table");
  if (!table) throw new Error("the card has no table");
  return table;
};
const text = (card: Card) => JSON.stringify(card.blocks);
const firstColumn = (card: Card) =>
  tableOf(card).rows.map(([cell]) => plainRuns(cell?.text ?? "", { prefix: "" }));
const buttonsOf = ({ blocks }: Card) =>
  blocks.flatMap((block) => (block.type === "buttons" ? block.buttons : []));

describe("comparing two meshes", () => {
  it.each([
    "compare istio linkerd",
    "Compare Istio and Linkerd",
    "istio vs linkerd",
    "istio versus linkerd?",
    "difference between istio and linkerd",
    "what's the difference between istio and linkerd?",
    "istio or linkerd?",
    "how does istio compare to linkerd",
    "please compare istio with linkerd",
    "/mesh compare istio linkerd",
    "compare   istio,linkerd",
  ])("is what “%s” asks for", async (message) => {
    const { command, outcome, card } = await ask(message);
    expect({ command, outcome, title: card.title }).toEqual({
      command: "compare",
      outcome: "answered",
      title: "Istio and Linkerd",
    });
  });

  it.each([
    "compare istio ambient vs sidecar",
    "compare istio ambient sidecar",
    "istio ambient vs istio sidecar",
  ])("tells the modes of one mesh apart: “%s”", async (message) => {
    const { answer, card } = await ask(message);
    expect(answer).toMatchObject({
      meshes: [
        { mesh: "istio", mode: "ambient" },
        { mesh: "istio", mode: "sidecar" },
      ],
    });
    expect(plainText(card, { prefix: "" })).toMatch(/Istio Ambient and Istio Sidecar suit teams/u);
    expect(firstColumn(card)).toContain("Without sidecars");
  });

  it("leads with one sentence on what each is for", async () => {
    const [first] = (await ask("compare istio linkerd")).card.blocks;
    expect(first?.type).toBe("paragraph");
    expect(JSON.stringify(first)).toMatch(/Istio.*suits.*Linkerd.*suits/u);
  });

  it("shows the rows that differ, and says how many are the same", async () => {
    const { card, answer } = await ask("compare istio linkerd");
    const { rows, same } = answer as { rows: { differs: boolean }[]; same: number };
    expect(rows.every(({ differs }) => differs)).toBe(true);
    expect(same).toBeGreaterThan(0);
    expect(text(card)).toContain(`These ${rows.length} rows differ; ${same} more rows are the same.`);
  });

  it("marks differences where other rows stand beside them, and says what the mark means", async () => {
    const { card } = await ask("compare istio linkerd on security");
    expect(tableOf(card).header[0]).toBe("Feature (≠ differs)");
    expect(firstColumn(card)).toContain("≠ JWT validation");
    expect(firstColumn(card)).toContain("Mutual TLS");
  });

  it("shows differences first when it shows all rows", async () => {
    const names = firstColumn((await ask("compare istio linkerd all")).card);
    const firstSame = names.findIndex((name) => !name.startsWith("≠ "));
    expect(firstSame).toBeGreaterThan(0);
    expect(names.slice(firstSame).some((name) => name.startsWith("≠ "))).toBe(false);
  });

  it("keeps to the group or feature asked for", async () => {
    expect((await ask("compare istio linkerd on security")).card.title).toBe("Istio and Linkerd: security");
    const { card } = await ask("compare istio linkerd on mtls");
    expect(firstColumn(card)).toHaveLength(1);
  });

  it("shows both sides where the article and the documentation disagree", async () => {
    const { card } = await ask("compare istio linkerd");
    const rating = tableOf(card).rows.find(([name]) =>
      plainRuns(name?.text ?? "", { prefix: "" }).includes("Security, rated"),
    );
    expect(plainRuns(rating?.[2]?.text ?? "", { prefix: "" })).toBe("Limited (article), disputed");
    const said = plainText(card, { prefix: "" });
    expect(said).toMatch(
      /Linkerd, security: Limited \(article.*\)\. But: .*mTLS is on by default.*2026-08-20/u,
    );
    expect(said).toMatch(/“article” is David Choi.*2026-01-07/u);
  });

  it("tells a few disputes, and each on demand", async () => {
    const { card } = await ask("compare istio linkerd kuma");
    expect(text(card)).toContain("sources istio linkerd kuma disputes");
    const all = await ask("sources istio linkerd kuma disputes");
    expect(all.card.title).toBe("Where sources disagree on Istio, Linkerd and Kuma");
    expect(plainText(all.card, { prefix: "" })).toMatch(/Linkerd, observability: Basic \(article/u);
  });

  it("warns of a dormant mesh", async () => {
    const { card } = await ask("compare istio traefik mesh");
    expect(card.banners.map(({ kind }) => kind)).toContain("dormant");
  });

  it("says what it assumed of a near miss", async () => {
    const { outcome, card } = await ask("compare isto linkrd");
    expect(outcome).toBe("assumed");
    expect(text(card)).toContain("Showing Istio for “isto”. Showing Linkerd for “linkrd”.");
  });

  it("offers to add and to drop a mesh", async () => {
    const labels = buttonsOf((await ask("compare istio linkerd kuma")).card).map(({ label }) => label);
    expect(labels).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^Add /u),
        "Drop Istio",
        "Drop Linkerd",
        "Drop Kuma",
        "Which fits us?",
      ]),
    );
  });
});

describe("comparing the wrong way", () => {
  it("asks for the other mesh when one is named", async () => {
    const { outcome, card } = await ask("compare istio");
    expect(outcome).toBe("usage");
    expect(buttonsOf(card).length).toBeGreaterThan(2);
    expect(buttonsOf(card)).toContainEqual(expect.objectContaining({ command: "compare istio linkerd" }));
    expect(text(card)).toContain("compare istio linkerd");
  });

  it.each([
    ["compare istio istio", "usage", "Istio is named twice"],
    ["compare istio linkerd consul kuma openshift traefik mesh", "usage", "6 meshes are too many"],
    ["compare istio linkerd on teleportation", "unknown", "I know no feature called “teleportation”"],
    ["compare istio docker", "unknown", "I know no mesh called “docker”"],
    ["compare istio counsel", "ambiguous", "Which mesh is “counsel”?"],
    ["compare", "usage", "Compare which meshes?"],
  ])("answers “%s” with %s: %s", async (message, outcome, title) => {
    const reply = await ask(message);
    expect({ outcome: reply.outcome, title: reply.card.title }).toEqual({ outcome, title });
    expect(buttonsOf(reply.card).length).toBeGreaterThan(0);
  });

  it("offers the corrected comparison for a doubtful name", async () => {
    expect(buttonsOf((await ask("compare istio counsel")).card)).toContainEqual({
      label: "Consul Connect",
      command: "compare istio consul",
    });
  });
});

describe("modes", () => {
  it("can be compared with each other", async () => {
    const { card, answer } = await ask("compare istio ambient vs sidecar");
    expect(answer).toMatchObject({
      meshes: [
        { mesh: "istio", mode: "ambient" },
        { mesh: "istio", mode: "sidecar" },
      ],
    });
    expect(card.title).toContain("Istio");
  });
});
