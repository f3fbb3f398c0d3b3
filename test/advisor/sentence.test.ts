import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Need } from "../../src/advisor/need.ts";
import { advisor, catalog, requirements } from "./real-advisor.ts";

const ids = [...requirements.requirements, ...catalog.meshes].map(({ id }) => id);

const ways: readonly Pick<Need, "polarity" | "strength">[] = [
  { polarity: "want", strength: "must" },
  { polarity: "want", strength: "prefer" },
  { polarity: "want", strength: "ignore" },
  { polarity: "avoid", strength: "must" },
  { polarity: "avoid", strength: "prefer" },
];

/** What does not matter is neither wanted nor avoided. */
const said = ({ id, polarity, strength }: Need) =>
  strength === "ignore" ? `${id} ${strength}` : `${polarity} ${id} ${strength}`;

describe("the sentence of a need", () => {
  it.each(ids)("reads back as %s, wanted or avoided, a must, a wish or neither", (id) => {
    for (const way of ways) {
      const need: Need = { id, ...way, words: "" };
      const sentence = advisor.sentenceOf([need]);
      expect(advisor.read(sentence).needs.map(said), sentence).toContain(said(need));
    }
  });

  it("reads back as all of several needs", () => {
    const need = fc.record({
      id: fc.constantFrom(...requirements.requirements.map(({ id }) => id)),
      polarity: fc.constant("want" as const),
      strength: fc.constantFrom("must" as const, "prefer" as const),
      words: fc.constant(""),
    });
    fc.assert(
      fc.property(fc.uniqueArray(need, { selector: ({ id }) => id, minLength: 2, maxLength: 6 }), (needs) => {
        const again = advisor
          .read(advisor.sentenceOf(needs))
          .needs.map(({ id, polarity }) => `${polarity} ${id}`);
        for (const { id, polarity } of needs) expect(again).toContain(`${polarity} ${id}`);
      }),
    );
  });
});
