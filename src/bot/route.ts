/** Routes a message: by a command's name, else to the first command that overhears it, else to a pointer. */
import { createClosest } from "../text/closest.ts";
import { type Context, failed, isPending, type Pending, type Result } from "./command.ts";
import { problem } from "./problem.ts";

export type Routed = { readonly command: string; readonly result: Result | Pending };

/** Finds the command for `text` and runs it. A named command that fails yields to one that overhears the whole, unless nothing but its name was said. */
export function route(text: string, context: Context): Routed {
  const named = runNamed(text, context);
  if (named && (succeeded(named.result) || !text.includes(" "))) return named;
  return (
    firstOf("overhear", text, context) ??
    named ??
    firstOf("guess", text, context) ??
    mistyped(text, context) ??
    lost(context)
  );
}

const succeeded = (result: Result | Pending) =>
  isPending(result) || result.outcome === "answered" || result.outcome === "assumed";

function runNamed(text: string, context: Context): Routed | undefined {
  const [, word = "", rest = ""] = /^(\S+)\s*(.*)$/su.exec(text) ?? [];
  const name = word.toLowerCase().replace(/[:,]$/u, "");
  const command = context.commands.find((it) => it.name === name || it.aliases.includes(name));
  return command && { command: command.name, result: command.run(rest, context) };
}

function firstOf(way: "overhear" | "guess", text: string, context: Context): Routed | undefined {
  for (const command of context.commands) {
    const result = command[way](text, context);
    if (result) return { command: command.name, result };
  }
  return undefined;
}

/** A first word close to a command's name: the command is offered as a button. */
function mistyped(text: string, context: Context): Routed | undefined {
  const [, word = "", rest = ""] = /^(\S+)\s*(.*)$/su.exec(text) ?? [];
  const names = context.commands.flatMap(({ name, aliases }) => [name, ...aliases]);
  const closest = createClosest(names.map((name) => ({ id: name, name })))(word);
  const ids = closest.kind === "near" ? [closest.id] : closest.kind === "doubtful" ? closest.ids : [];
  if (ids.length === 0) return undefined;
  const buttons = ids
    .map((id) => `${id} ${rest}`.trim())
    .map((command) => ({ label: shorten(command), command }));
  const said = `There is no command “${shorten(word)}”.`;
  return { command: "fallback", result: failed(problem("usage", "Did you mean this?", said, buttons)) };
}

/** Nobody reads the message: a pointer to what can be asked. */
function lost({ commands }: Context): Routed {
  const said =
    "I answer questions about open-source service meshes: what one is, how two compare, which one fits, who supports what.";
  const buttons = commands
    .filter(({ starter }) => starter)
    .map(({ examples: [example] }) => ({ label: shorten(example), command: example }));
  return {
    command: "fallback",
    result: failed(problem("unknown", "I did not understand that", said, buttons)),
  };
}

const shorten = (text: string) => (text.length > 40 ? `${text.slice(0, 39)}…` : text);
