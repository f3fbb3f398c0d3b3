/** The messages every renderer is shown: each command's examples, and each way to go wrong. */
import { commands } from "../src/commands/index.ts";

const wrong = [
  "compare istio",
  "compare istio istio",
  "compare isto linkrd",
  "compare istio linkerd consul kuma traefik-mesh all",
  "compare istio counsel",
  "compare istio linkerd on teleportation",
  "comapre istio linkerd",
  "show traefik",
  "show istio all",
  "install traefik-mesh operator",
  "which mesh should we use?",
  "we are on openshift but openshift is forbidden here",
  "recommend lunch",
  "lunch",
];

export const messages: readonly string[] = [...commands.flatMap(({ examples }) => examples), ...wrong];
