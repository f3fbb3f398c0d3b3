/** Whether people and platforms reach this server by the address it gives them. */
import { folder } from "../charts/address.ts";
import { about, type Finding } from "./finding.ts";
import { reach } from "./reach.ts";

const subject = about("PUBLIC_URL");

/** No chart is there, and this server says so in its own way; `/healthz` is none of the public's business. */
const unknown = `${folder}unknown`;

export async function examinePublicUrl(address: string): Promise<readonly Finding[]> {
  const answer = await reach(`${address.replace(/\/+$/u, "")}${unknown}`);
  if (typeof answer !== "string" && answer.status === 404 && answer.json?.error === "not found")
    return [subject.well("leads to a Mesh Advisor")];
  // From inside, a public address is often out of reach.
  const why = typeof answer === "string" ? answer : `HTTP ${answer.status}`;
  return [
    subject.warning(
      `no Mesh Advisor was found there from here: ${why}`,
      "It should lead to this server's port, with /slack/ and /charts/ let through, once the server runs.",
    ),
  ];
}
