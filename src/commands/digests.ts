/** `digests`: what could not be delivered in this workspace, for its admins. */
import { type Context, type Parsed, parsed } from "../bot/command.ts";
import { type Problem, problem } from "../bot/problem.ts";
import type { Session } from "../bot/state.ts";
import { defineStatefulCommand } from "../bot/stateful.ts";
import { type Card, plain, strong } from "../card/card.ts";
import { subjectNames } from "../digests/subjects.ts";
import type { DeadLetter } from "../store/store.ts";
import { capital } from "../text/capital.ts";
import { deniedTo } from "./parse/admin.ts";
import { momentIn } from "./present/moment.ts";

type Query = { readonly retry?: string };
type Value = { readonly dead: readonly DeadLetter[]; readonly retried: boolean };

const mostButtons = 10;

export const digests = defineStatefulCommand<Query, Value>({
  name: "digests",
  aliases: ["deliveries"],
  summary: "List news that could not be delivered, and try again (admins)",
  usage: "[retry <id>]",
  examples: ["digests"],
  parse: read,
  perform,
  present,
  private: () => true,
});

function read(text: string): Parsed<Query> | Problem {
  if (text === "") return parsed({});
  const id = /^retry (\S+)$/iu.exec(text)?.[1];
  return id === undefined
    ? problem("usage", "List, or retry?", "Type digests, or digests retry and the id it shows.", [
        { label: "List", command: "digests" },
      ])
    : parsed({ retry: id });
}

async function perform({ retry }: Query, _: Context, session: Session): Promise<Value | Problem> {
  const denied = await deniedTo(session);
  if (denied) return denied;
  const { state, from, now } = session;
  const { tenant, platform } = from.place;
  const retried = retry !== undefined && (await state.store.digests.revive(retry, tenant, now.getTime()));
  if (retry !== undefined && !retried)
    return problem(
      "unknown",
      "There is no such digest",
      "It was retried already, or is no longer followed.",
      [{ label: "List", command: "digests" }],
    );
  return { dead: await state.store.digests.dead(tenant, platform), retried };
}

function present({ dead, retried }: Value, { catalog }: Context): Card {
  return {
    title: dead.length === 0 ? "Every digest was delivered" : "Digests that were not delivered",
    banners: [],
    blocks: [
      ...(retried ? [{ type: "paragraph" as const, text: "It is tried again now." }] : []),
      ...(dead.length === 0
        ? []
        : [
            {
              type: "list" as const,
              items: dead.map(({ place, subjects, dueAt, attempts, reason }) => [
                strong(capital(subjectNames(catalog, subjects))),
                plain(
                  ` for ${place.channel}, due ${momentIn(dueAt, "UTC")}: ${reason}, after ${attempts} ${attempts === 1 ? "attempt" : "attempts"}`,
                ),
              ]),
            },
            {
              type: "buttons" as const,
              buttons: dead.slice(0, mostButtons).map(({ delivery, place }) => ({
                label: `Retry ${place.channel}`,
                command: `digests retry ${delivery}`,
              })),
            },
          ]),
    ],
  };
}
