/** Routes a message: by a command's name, else to the first command that overhears it, else to a pointer. */
import { createClosest } from "../text/closest.ts";
import type { Context, Result } from "./command.ts";
import { failed } from "./command.ts";
import { problem } from "./problem.ts";

export type Routed = { readonly command: string; readonly result: Result };

/** Finds the command for `text` and runs it. A named command that fails yields to one that overhears the whole. */
export function route(text: string, context: Context): Routed {
  const named = runNamed(text, context);
  if (named && succeeded(named.result)) return named;
  return overheard(text, context) ?? named ?? unrouted(text, context);
}

const succeeded = ({ outcome }: Result) => outcome === "answered" || outcome === "assumed";

function runNamed(text: string, context: Context): Routed | undefined {
  const [, word = "", rest = ""] = /^(\S+)\s*(.*)$/su.exec(text) ?? [];
  const name = word.toLowerCase().replace(/[:,]$/u, "");
  const command = context.commands.find((it) => it.name === name || it.aliases.includes(name));
  return command && { command: command.name, result: command.run(rest, context) };
}

function overheard(text: string, context: Context): Routed | undefined {
  for (const command of context.commands) {
    const result = command.overhear(text, context);
    if (result) return { command: command.name, result };
  }
  return undefined;
}

/** Nobody reads the message: a mistyped command is offered as a button, anything else gets a pointer. */
function unrouted(text: string, context: Context): Routed {
  const [, word = "", rest = ""] = /^(\S+)\s*(.*)$/su.exec(text) ?? [];
  const closest = createClosest(
    context.commands.flatMap(({ name, aliases }) => [name, ...aliases].map((it) => ({ id: name, name: it }))),
  )(word);
  const ids = closest.kind === "near" ? [closest.id] : closest.kind === "doubtful" ? closest.ids : [];
  const buttons = ids
    .map((id) => `${id} ${rest}`.trim())
    .map((command) => ({ label: shorten(command), command }));
  if (buttons.length > 0)
    return {
      command: "fallback",
      result: failed(
        problem("usage", "Did you mean this?", `There is no command “${shorten(word)}”.`, buttons),
      ),
    };
  const examples = context.commands.slice(0, 3);
  return {
    command: "fallback",
    result: failed(
      problem(
        "unknown",
        "I did not understand that",
        "I answer questions about open-source service meshes: what one is, how two compare, which one fits, who supports what.",
        examples.map(({ examples: [example] }) => ({ label: shorten(example), command: example })),
      ),
    ),
  };
}

const shorten = (text: string) => (text.length > 40 ? `${text.slice(0, 39)}…` : text);
