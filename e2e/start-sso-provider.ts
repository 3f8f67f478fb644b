import { once } from "node:events";
import { createServer } from "node:http";
import Provider from "oidc-provider";

/** What the provider says of somebody whom its own login form calls `login`. */
export type SsoPerson = { login: string; email: string; isVerified: boolean };

/**
 * A real OpenID Connect provider at the service's OIDC_ISSUER, with forms of its own: the login's name, any password,
 * then consent. It insists on PKCE.
 */
export async function startSsoProvider(people: readonly SsoPerson[]): Promise<{ close: () => Promise<void> }> {
  const { OIDC_ISSUER = "", OIDC_CLIENT_ID = "", OIDC_CLIENT_SECRET = "", PUBLIC_URL = "" } = process.env;
  const provider = new Provider(OIDC_ISSUER, {
    clients: [
      {
        client_id: OIDC_CLIENT_ID,
        client_secret: OIDC_CLIENT_SECRET,
        redirect_uris: [`${PUBLIC_URL}/api/auth/callback/sso`],
      },
    ],
    claims: { openid: ["sub"], email: ["email", "email_verified"] },
    cookies: { keys: ["only for tests"] },
    pkce: { required: () => true },
    findAccount: (_, login) => {
      const person = people.find((candidate) => candidate.login === login);
      return (
        person && {
          accountId: login,
          claims: () => ({ sub: login, email: person.email, email_verified: person.isVerified }),
        }
      );
    },
  });
  const server = createServer(provider.callback());
  server.listen(Number(new URL(OIDC_ISSUER).port), "127.0.0.1");
  await once(server, "listening");
  return {
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
