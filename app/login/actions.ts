"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { config } from "#domain/config.ts";
import { asRefusal, DomainError } from "#domain/error.ts";
import { signIn } from "#domain/member/sign-in.ts";
import { clientIp } from "#http/client-ip.ts";
import { newRequestId } from "#http/door/request.ts";
import { isOwnOrigin } from "#http/origin.ts";
import { returnPath } from "#http/return-path.ts";
import { endSession, startSession } from "#http/session.ts";

/** What the login form shows after a refused try: the e-mail as typed, and why. */
export type LoginState = { email: string; refusal: { code: string; detail: string } | null };

/** Signs in with the form's e-mail and password and goes where the person wanted; else answers what was wrong. */
export async function signInAction(_before: LoginState, form: FormData): Promise<LoginState> {
  const email = textOf(form, "email").trim();
  try {
    await startSession(await signedIn(email, textOf(form, "password")));
  } catch (error) {
    const refusal = asRefusal(error);
    if (!refusal) throw error;
    return { email, refusal: { code: refusal.code, detail: refusal.message } };
  }
  redirect(returnPath(textOf(form, "callbackUrl"), config().PUBLIC_URL));
}

/** Ends this browser's session. Another site's page may not. */
export async function signOutAction(): Promise<void> {
  if (!isOwnOrigin(await headers())) redirect("/");
  await endSession();
  redirect("/login");
}

async function signedIn(email: string, password: string) {
  const requestHeaders = await headers();
  if (!isOwnOrigin(requestHeaders)) throw new DomainError("forbidden", "Sign in from Posthouse's own login page.");
  if (email === "" || password === "")
    throw new DomainError("invalid_request", "Enter both your e-mail and your password.");
  return signIn({ email, password }, { ip: clientIp(requestHeaders), requestId: newRequestId(requestHeaders) });
}

/** A text field of a form; a missing one, a file and a monstrous one count as empty. */
function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" && value.length <= FIELD_LENGTH_MAX ? value : "";
}

const FIELD_LENGTH_MAX = 4096;
