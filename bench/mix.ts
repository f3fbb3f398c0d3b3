/** What people type: mostly what others typed before, some of it misspelt, and some of it nonsense. */
import { commands } from "../src/commands/index.ts";
import { messageFrom } from "../test/fuzz/messages.ts";
import type { Random } from "../test/fuzz/random.ts";

/** Commands that keep something are performed by name only where a mix wants them. */
const examples = commands.filter(({ stateful }) => !stateful).flatMap(({ examples }) => examples);

const names = ["istio", "linkerd", "consul", "kuma", "cilium", "traefik"];

export function questionFrom(random: Random): string {
  if (random.chance(0.97)) return random.pick(examples);
  if (random.chance(0.3)) return messageFrom(random).slice(0, 2_000);
  const name = random.pick(names);
  const at = 1 + random.below(name.length - 2);
  return `show ${name.slice(0, at)}${name.slice(at + 1)}`;
}

const sizes = ["a small team", "30 services", "200 services", "2,000 services", "five teams", "one cluster"];
const places = [
  "on kubernetes",
  "on vms",
  "on nomad",
  "on aws",
  "on openshift",
  "at the edge",
  "in two regions",
];
const wishes = "mTLS,rate limiting,low memory,wasm,tracing,canary releases,zero trust,little upkeep".split(
  ",",
);

/** Advice that nobody has asked for before: the number makes sure. */
export const adviceFrom = (random: Random): string =>
  `which mesh fits ${random.pick(sizes)} ${random.pick(places)} with ${random.pick(wishes)}, ${random.pick(wishes)} and ${random.below(1_000_000)} requests a second?`;
