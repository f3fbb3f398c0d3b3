/** Any form at all, made of the texts given. */
import fc from "fast-check";
import type { Field, Form } from "../../src/card/form.ts";

export function anyForm(words: fc.Arbitrary<string>): fc.Arbitrary<Form> {
  const maybe = <T>(it: fc.Arbitrary<T>) => fc.option(it, { nil: undefined, freq: 1 });
  const about = fc
    .record({ hint: maybe(words), lead: maybe(words), required: maybe(fc.constant(true as const)) })
    .map((it) => Object.fromEntries(Object.entries(it).filter(([, value]) => value !== undefined)));
  const options = fc.array(fc.record({ label: words, words }), { maxLength: 12 });
  const field = fc.oneof(
    fc.record({ kind: fc.constant("choice" as const), options }),
    fc.record({ kind: fc.constant("choices" as const), options }),
    fc.record({ kind: fc.constant("choices" as const), options, most: fc.integer({ min: 1, max: 4 }) }),
    fc.record({
      kind: fc.constant("choices" as const),
      options,
      least: fc.integer({ min: 1, max: 3 }),
      suggests: words,
    }),
    fc.record({ kind: fc.constant("choice" as const), options, suggests: words }),
    fc.record({
      kind: fc.constant("text" as const),
      lines: fc.constantFrom("one" as const, "several" as const),
      longest: fc.integer({ min: 1, max: 5_000 }),
      initial: fc.array(words, { maxLength: 1 }),
    }),
  );
  const fields = fc
    .array(fc.record({ field, label: words, about, chosen: fc.integer({ min: 0, max: 12 }) }), {
      minLength: 1,
      maxLength: 5,
    })
    .map((all) =>
      all.map(({ field: it, label, about: more, chosen }, at): Field => {
        const id = `field-${at}`;
        if (it.kind === "text") return { id, label, ...more, ...it };
        const initial = it.options.slice(chosen, chosen + 1).map((option) => option.words);
        return { id, label, ...more, ...it, initial };
      }),
    );
  return fc.record({
    type: fc.constant("form" as const),
    title: words,
    open: words,
    submit: words,
    shownBy: words,
    command: words,
    between: fc.constantFrom("; ", " "),
    fields,
  });
}
