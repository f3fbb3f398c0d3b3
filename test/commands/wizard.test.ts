import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { commandOf, type FormValues } from "../../src/card/form.ts";
import { plainText } from "../../src/card/plain.ts";
import { wizard } from "../../src/commands/present/wizard.ts";
import { advisor, requirements } from "../advisor/real-advisor.ts";
import { ask } from "../mesh-bot.ts";

/** What each option is meant to say; `must:` for what rules meshes out. */
const meant: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  where: {
    Kubernetes: ["must:kubernetes"],
    "Virtual machines or bare metal": ["must:vm", "prefer:bare-metal"],
    Nomad: ["must:nomad"],
    "Amazon ECS": ["must:ecs", "prefer:aws"],
    OpenShift: ["must:openshift"],
    "Edge sites or small nodes": ["prefer:edge"],
    Windows: ["must:windows"],
    "Several clusters": ["must:multi-cluster"],
    "Kubernetes is ruled out": ["must:!kubernetes"],
  },
  team: {
    "A small team, beside other work": ["prefer:small-team"],
    "A team new to meshes": ["prefer:beginner"],
    "People whose job it is": ["prefer:dedicated-team"],
  },
  matters: {
    "Easy to run": ["prefer:simple"],
    "Little memory and CPU": ["prefer:low-resource"],
    "Low latency": ["prefer:low-latency"],
    "Strong security": ["prefer:security"],
    "Seeing what happens: metrics, traces": ["prefer:observability"],
    "Rich traffic control": ["prefer:advanced-traffic"],
    "Resilience: retries, timeouts": ["prefer:resilience"],
    "Proven in production": ["prefer:mature"],
    "A wide community": ["prefer:community"],
    "Adopting it step by step": ["prefer:gradual-adoption"],
  },
  must: {
    "Mutual TLS between services": ["must:mtls"],
    "Authorization between services": ["must:authorization"],
    "Canary releases": ["must:canary"],
    "Rate limiting": ["must:rate-limiting"],
    "Egress control": ["must:egress"],
    "No sidecars": ["must:sidecarless"],
    "Open source": ["must:open-source"],
    "Vendor support": ["must:vendor-support"],
    "FIPS-validated cryptography": ["must:fips"],
  },
  tools: {
    Consul: ["prefer:existing-consul"],
    Vault: ["prefer:existing-vault"],
    "Cilium as the CNI": ["prefer:cilium-cni"],
    Istio: ["prefer:existing-istio"],
    Kong: ["prefer:kong"],
    Traefik: ["prefer:existing-traefik"],
    "Argo Rollouts or Flagger": ["prefer:progressive-delivery"],
  },
};

const options = wizard.fields.flatMap((field) =>
  field.kind === "text" ? [] : field.options.map((option) => ({ field: field.id, ...option })),
);

const readIn = (words: string) =>
  advisor
    .read(words)
    .needs.map(({ id, polarity, strength }) => `${strength}:${polarity === "avoid" ? "!" : ""}${id}`)
    .sort();

/** What was read, without the wishes that mostly go with what is meant. */
function readAs(words: string, needs: readonly string[]): readonly string[] {
  const along = needs.flatMap((need) => {
    const { suggests = [] } = advisor.requirementById.get(need.replace(/^\w+:!?/u, "")) ?? {};
    return suggests.map((id) => `prefer:${id}`);
  });
  const ids = needs.map((need) => need.replace(/^\w+:/u, ""));
  for (const { of, atLeast = of.length, need } of requirements.together)
    if (of.filter((id) => ids.includes(id)).length >= atLeast) along.push(`prefer:${need}`);
  return readIn(words).filter((it) => needs.includes(it) || !along.includes(it));
}

const sentenceOf = (values: FormValues): string => {
  const filled = commandOf(wizard, values);
  if (filled.kind === "mistakes") throw new Error(JSON.stringify(filled.mistakes));
  return filled.command;
};

describe("the wizard", () => {
  it.each(options)(
    "reads “$words” as what “$label” means, and as nothing else",
    ({ field, label, words }) => {
      const needs = meant[field]?.[label] ?? [];
      expect(readAs(words, needs)).toEqual(needs.toSorted());
    },
  );

  it("reads every combination of options as all of them together", () => {
    const someOf = (field: (typeof wizard.fields)[number]): fc.Arbitrary<readonly string[]> => {
      if (field.kind === "text") return fc.constant([]);
      const most = field.kind === "choice" ? 1 : (field.most ?? field.options.length);
      return fc.subarray(
        field.options.map(({ words }) => words),
        { maxLength: most },
      );
    };
    const filled = fc
      .record(Object.fromEntries(wizard.fields.map((field) => [field.id, someOf(field)])))
      .filter((values) => Object.values(values).some((said) => said.length > 0));
    fc.assert(
      fc.property(filled, (values) => {
        const sentence = sentenceOf(values).replace(/^recommend /u, "");
        const chosen = options.filter(({ field, words }) => values[field]?.includes(words));
        const needs = chosen.flatMap(({ field, label }) => meant[field]?.[label] ?? []);
        expect(readAs(sentence, needs), sentence).toEqual([...new Set(needs)].sort());
      }),
      { numRuns: 500 },
    );
  });

  it("is what `recommend` shows alone, and only alone", async () => {
    expect((await ask("recommend")).card.blocks).toContainEqual(wizard);
    expect((await ask("recommend a mesh")).card.blocks.some(({ type }) => type === "form")).toBe(false);
  });

  it("is answered as the sentence is that it stands for", async () => {
    const values = { where: ["on Nomad"], must: ["must have mTLS"], else: ["not\n Istio"] };
    const sentence = "recommend on Nomad; must have mTLS; not Istio";
    expect(sentenceOf(values)).toBe(sentence);
    const typed = await ask(sentence);
    const filled = await ask("recommend", undefined, values);
    expect(filled).toMatchObject({ command: "recommend", outcome: "answered", again: sentence });
    expect(filled.answer).toEqual(typed.answer);
    expect(filled.card.blocks.slice(1)).toEqual(typed.card.blocks);
    expect(plainText(filled.card, { prefix: "/mesh " })).toContain(`You asked: /mesh ${sentence}`);
  });

  it("is amended in the conversation like a sentence that was typed", async () => {
    const conversation = "test:wizard";
    await ask("recommend", conversation, {
      where: ["on virtual machines or bare metal"],
      tools: ["we use Consul"],
    });
    const { answer } = await ask("what if we drop VMs?", conversation);
    expect(JSON.stringify(answer)).toContain("existing-consul");
    expect(JSON.stringify(answer)).not.toContain('"id":"vm"');
  });

  it("leaves what the conversation was about as it was, until it is answered", async () => {
    const conversation = "test:wizard-left";
    await ask("show kuma", conversation);
    await ask("recommend", conversation);
    expect((await ask("compare it with istio", conversation)).answer).toMatchObject({
      meshes: [{ mesh: "kuma" }, { mesh: "istio" }],
    });
  });

  it("comes back with what was filled in and what to change", async () => {
    const matters = ["simplicity", "low latency", "observability", "maturity"];
    const reply = await ask("recommend", undefined, { matters, where: ["on Mars", "on Nomad"] });
    expect(reply.outcome).toBe("usage");
    expect(reply.mistakes).toEqual({
      matters: "Choose 3 at most; you chose 4.",
      where: "This was not among the options. Choose again.",
    });
    const form = reply.card.blocks.find((block) => block.type === "form");
    expect(form?.fields.map(({ id, initial }) => [id, initial])).toEqual([
      ["where", ["on Nomad"]],
      ["team", undefined],
      ["matters", matters],
      ["must", undefined],
      ["tools", undefined],
      ["else", undefined],
    ]);
    expect(plainText(reply.card, { prefix: "" })).toContain("What matters most? Choose 3 at most");
  });

  it("leaves what is filled in where there is no form unread", async () => {
    const { command, answer } = await ask("show kuma", undefined, { where: ["on Nomad"] });
    expect([command, answer]).toMatchObject(["show", { mesh: "kuma" }]);
  });

  it("wants one answer at least", async () => {
    expect((await ask("recommend", undefined, { team: ["–"], else: ["  "] })).mistakes).toEqual({
      where: "Answer at least one of the questions.",
    });
  });
});
