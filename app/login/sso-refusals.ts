/** What the login page says when single sign-on sent somebody back without signing them in. */
export function ssoRefusal(code: string): string {
  return Object.hasOwn(REFUSALS, code) ? (REFUSALS[code] ?? SSO_FAILED) : SSO_FAILED;
}

export const SSO_FAILED =
  "Single sign-on did not work. Try again; if it stays so, the operator finds the reason in the log.";
const REFUSALS: Record<string, string> = {
  sso_stranger: "You have no account here. Ask the operator of this Posthouse to make one with your e-mail.",
  sso_unverified:
    "Your provider has not verified your e-mail, so it can't say who you are here. Verify it there first.",
};
