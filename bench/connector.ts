/** A program in the place of Microsoft and of Slack: publishes keys, signs tokens, takes every reply and counts them. */
import { createServer } from "node:http";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { appId, issuer } from "../test/fakes/bot-framework.ts";
import { mentionedIn, portOf, serving } from "./child.ts";

const { publicKey, privateKey } = await generateKeyPair("RS256");
const jwk = { ...(await exportJWK(publicKey)), kid: "bench", use: "sig", endorsements: ["msteams"] };
const taken = JSON.stringify({ ok: true, id: "1", ts: "1.2", channel: "C1" });
const counts = { slack: 0, teams: 0 };

/** Of Slack's messages those that answer a mention. */
function count(path: string, body: Buffer): void {
  if (path === "/api/chat.postMessage" && body.includes(`channel=${mentionedIn}`)) counts.slack++;
  else if (path.startsWith("/v3/conversations/")) counts.teams++;
}

const server = createServer(async (request, response) => {
  const origin = `http://127.0.0.1:${portOf(server)}`;
  const answer = (body: unknown) =>
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
  if (request.url === "/openid")
    answer({ issuer, jwks_uri: `${origin}/keys`, id_token_signing_alg_values_supported: ["RS256"] });
  else if (request.url === "/keys") answer({ keys: [jwk] });
  else if (request.url === "/token") {
    const jwt = new SignJWT({ iss: issuer, aud: appId, serviceurl: `${origin}/` })
      .setProtectedHeader({ alg: "RS256", typ: "JWT", kid: jwk.kid })
      .setNotBefore("-1h")
      .setExpirationTime("1h");
    answer(await jwt.sign(privateKey));
  } else {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      count(request.url ?? "", Buffer.concat(chunks));
      response
        .writeHead(200, { "content-type": "application/json", "content-length": taken.length })
        .end(taken);
    });
  }
});
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
serving(portOf(server), () => counts);
