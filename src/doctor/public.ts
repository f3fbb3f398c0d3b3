/** Whether people and platforms reach this server by the address it gives them. */
import { about, type Finding } from "./finding.ts";
import { reach } from "./reach.ts";

const subject = about("PUBLIC_URL");

export async function examinePublicUrl(address: string): Promise<readonly Finding[]> {
  const answer = await reach(`${address.replace(/\/+$/u, "")}/healthz`);
  if (typeof answer !== "string" && answer.json?.status === "ok")
    return [subject.well("leads to a Mesh Advisor that is well")];
  // From inside, a public address is often out of reach, or shows less than it does outside.
  const why = typeof answer === "string" ? answer : `HTTP ${answer.status}`;
  return [
    subject.warning(
      `no Mesh Advisor was found there from here: ${why}`,
      "It should lead to this server's port, with /slack/ let through, once the server runs.",
    ),
  ];
}
