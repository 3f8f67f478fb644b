import type { OAuthConfig, UserinfoEndpointHandler } from "next-auth/providers/oauth";
import { z } from "zod";
import { config } from "#domain/config.ts";
import type { SsoClaims } from "#domain/member/single-sign-on.ts";

/** How next-auth and its paths call the provider; there is one. */
export const SSO_PROVIDER_ID = "sso";

/** Whether the operator has named a single sign-on provider. */
export function hasSso(): boolean {
  return config().OIDC_ISSUER !== undefined;
}

/** The OpenID Connect provider of the settings, or null. Its addresses come from its own discovery document. */
export function ssoProvider(): OAuthConfig<unknown> | null {
  const { OIDC_ISSUER, OIDC_CLIENT_ID = "", OIDC_CLIENT_SECRET = "" } = config();
  if (OIDC_ISSUER === undefined) return null;
  return {
    id: SSO_PROVIDER_ID,
    name: "Single sign-on",
    type: "oauth",
    wellKnown: `${OIDC_ISSUER}/.well-known/openid-configuration`,
    clientId: OIDC_CLIENT_ID,
    clientSecret: OIDC_CLIENT_SECRET,
    authorization: { params: { scope: "openid email profile" } },
    checks: ["pkce", "state", "nonce"],
    idToken: true,
    httpOptions: { timeout: PROVIDER_TIMEOUT_MS },
    userinfo: { request: allClaims },
    profile: (profile) => ({ id: ssoClaimsOf(profile).subject }),
  };
}

/** The few claims that count; throws where the provider says not even who it is and whom it means. */
export function ssoClaimsOf(profile: unknown): SsoClaims {
  const { iss, sub, email, email_verified } = claims.parse(profile);
  return { issuer: iss, subject: sub, email: email ?? null, isEmailVerified: email_verified === true };
}

const claims = z.object({
  iss: z.string().min(1),
  sub: z.string().min(1).max(255),
  email: z.string().max(254).optional(),
  // Some providers write the word.
  email_verified: z
    .union([z.boolean(), z.literal("true").transform(() => true)])
    .optional()
    .catch(undefined),
});

const PROVIDER_TIMEOUT_MS = 10_000;

type UserinfoRequest = NonNullable<UserinfoEndpointHandler["request"]>;

/** Many providers tell the e-mail only where the access token is shown. What the signed token says goes first. */
async function allClaims({ client, tokens }: Parameters<UserinfoRequest>[0]) {
  const signed = signedClaims(tokens);
  if (client.issuer.metadata.userinfo_endpoint === undefined || !tokens.access_token) return signed;
  const userinfo = await client.userinfo(tokens.access_token);
  if (userinfo.sub !== signed.sub) throw new Error("The provider's userinfo is about somebody else than its token.");
  return { ...userinfo, ...signed };
}

/** next-auth types the set as bare parameters; openid-client, which made it, has checked the token and reads it here. */
function signedClaims(tokens: object): { sub?: string } {
  const read: unknown = Reflect.get(tokens, "claims");
  if (typeof read !== "function") throw new Error("The provider gave no ID token.");
  return Reflect.apply(read, tokens, []);
}
