import { expect, it } from "vitest";
import type { Card } from "../../src/card/card.ts";
import { drawnOnce } from "../../src/card/drawn.ts";

const card = (title: string): Card => ({ title, banners: [], blocks: [] });

it("draws a card once for each way to show it, and anew what has no key", () => {
  let drawn = 0;
  const draw = drawnOnce(
    ({ title }: Card, way: string) => `${title} ${way} ${drawn++}`,
    (way) => (way === "for you alone" ? undefined : way),
  );
  const istio = card("Istio");
  expect(draw(istio, "a")).toBe("Istio a 0");
  expect(draw(istio, "b")).toBe("Istio b 1");
  expect(draw(istio, "a")).toBe("Istio a 0");
  expect(draw(card("Istio"), "a")).toBe("Istio a 2");
  expect(draw(istio, "for you alone")).toBe("Istio for you alone 3");
  expect(draw(istio, "for you alone")).toBe("Istio for you alone 4");
});

it("keeps only so many ways to show one card", () => {
  let drawn = 0;
  const draw = drawnOnce(
    () => drawn++,
    (way: number) => String(way),
  );
  const istio = card("Istio");
  for (let way = 0; way < 100; way++) draw(istio, way);
  expect(draw(istio, 99)).toBe(99);
  expect(draw(istio, 0)).toBe(100);
});
