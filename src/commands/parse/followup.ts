/** Reads a message that goes on from the last advice: drops a need, adds one, or asks about one mesh. */
import { type Need, sameNeed } from "../../advisor/need.ts";
import type { Context } from "../../bot/command.ts";

export type FollowUp = {
  readonly needs: readonly Need[];
  /** The mesh whose place is asked for. */
  readonly about?: string;
};

const drops =
  /^(?:and |but |so )?(?:what if |suppose |say |if )?(?:we |i )?(?:could |can |do )?(?:drop|dropped|remove|removed|skip|skipped|forget(?: about)?|leave out|left out|give up|gave up|lose|(?:don't|do not|didn't|no longer) (?:need|have|run|use|care about))(?: the| our| that)? (.+?)(?: requirement| need| part)?$/iu;
const withouts = /^(?:and |but |what about |now |same )?without (?:the |our )?(.+)$/iu;
const adds =
  /^(?:and|also|plus|but|now|what if|what about|with)(?: what)?(?: if)?(?: we| i)?(?: also| now)?(?: need| needed| add| added| have| had| run| ran| want| wanted| must have)? (.+)$|^(?:we|i) (?:also|now) (.+)$/iu;
const asksAbout =
  /^(?:and|but|why not|why isn't it|what about|how about|where is|is it not)(?: just)? (.+)$/iu;

/** Undefined where no advice was given before, or the message says nothing of it. */
export function readFollowUp(text: string, { advisor, find, topic }: Context): FollowUp | undefined {
  if (topic.needs === "") return undefined;
  const { needs } = advisor.read(topic.needs);
  const mesh = find.mesh(asksAbout.exec(text)?.[1] ?? "");
  if (mesh.kind === "exact" || mesh.kind === "assumed") return { needs, about: mesh.item.mesh };

  const dropped = drops.exec(text)?.[1] ?? withouts.exec(text)?.[1];
  if (dropped !== undefined) {
    const ids = advisor.read(dropped).needs.map(({ id }) => id);
    const implied = (id: string) => advisor.requirementById.get(id)?.implies ?? [];
    const left = needs.filter(({ id }) => ![id, ...implied(id)].some((it) => ids.includes(it)));
    if (left.length < needs.length) return { needs: left };
  }
  const [, first, second] = adds.exec(text) ?? [];
  const said = withouts.test(text) ? text : (first ?? second);
  const added = said === undefined ? [] : advisor.read(said).needs;
  if (added.length === 0) return undefined;
  return {
    needs: [
      ...needs.filter((need) => !added.some((it) => it.id === need.id || sameNeed(it, need))),
      ...added,
    ],
  };
}
