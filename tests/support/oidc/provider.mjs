// A real OpenID provider on loopback. It signs in whomever the header X-Account names, without a page.
// node provider.mjs '{"redirect": "http://testserver/…", "accounts": {"sub": {"email": …}}}'
// Prints one line {"issuer": …} when it listens, and ends when its standard input does.

import { createServer } from "node:http";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const { resolve } = createRequire(new URL("../../../frontend/package.json", import.meta.url));
const { Provider } = await import(pathToFileURL(resolve("oidc-provider")).href);
const { redirect, accounts } = JSON.parse(process.argv[2]);

const server = createServer();
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const issuer = `http://127.0.0.1:${server.address().port}`;

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: "cotmoc",
      client_secret: "mot-bi-mat-cua-phep-thu",
      redirect_uris: [redirect],
      grant_types: ["authorization_code"],
      response_types: ["code"],
    },
  ],
  claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name", "preferred_username"] },
  cookies: { keys: ["mot-khoa-cua-phep-thu"] },
  features: { devInteractions: { enabled: false } },
  findAccount: (_, id) => accounts[id] && { accountId: id, claims: () => ({ sub: id, ...accounts[id] }) },
  interactions: { url: (_, { uid }) => `/interaction/${uid}` },
  pkce: { required: () => true },
  async loadExistingGrant(context) {
    const { client, session } = context.oidc;
    const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
    grant.addOIDCScope("openid email profile");
    await grant.save();
    return grant;
  },
});
const answer = provider.callback();

server.on("request", async (request, response) => {
  if (!request.url.startsWith("/interaction/")) return answer(request, response);
  const account = request.headers["x-account"];
  const result = account ? { login: { accountId: account } } : { error: "access_denied" };
  await provider.interactionFinished(request, response, result);
});
process.stdin.on("end", () => process.exit()).resume();
console.log(JSON.stringify({ issuer }));
