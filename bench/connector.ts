/** A program in the place of Microsoft: publishes keys, signs tokens, and takes every reply. */
import { createServer } from "node:http";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { appId, issuer, portOf, serving } from "./child.ts";

const { publicKey, privateKey } = await generateKeyPair("RS256");
const jwk = { ...(await exportJWK(publicKey)), kid: "bench", use: "sig", endorsements: ["msteams"] };
const taken = JSON.stringify({ id: "1" });

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
    request.resume();
    request.on("end", () =>
      response
        .writeHead(200, { "content-type": "application/json", "content-length": taken.length })
        .end(taken),
    );
  }
});
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
serving(portOf(server));
