"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import { config } from "#domain/config.ts";
import { asRefusal, DomainError } from "#domain/error.ts";
import { signIn } from "#domain/member/sign-in.ts";
import { type ActionResult, toRefusal } from "#http/action.ts";
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

/** Signs in whose session has ended while they were at something, and leaves them there. */
export async function signInAgainAction(given: z.input<typeof credentials>): Promise<ActionResult<null>> {
  try {
    const { email, password } = credentials.parse(given);
    await startSession(await signedIn(email, password));
    return { ok: true, value: null };
  } catch (error) {
    const refusal = toRefusal(error, newRequestId(await headers()));
    // Said at its field: by its own code it would mean that the session is over.
    const issues = [{ path: "password", message: refusal.detail }];
    return {
      ok: false,
      refusal: refusal.code === "unauthenticated" ? { ...refusal, code: "invalid_request", issues } : refusal,
    };
  }
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

const text = z.string().max(FIELD_LENGTH_MAX);
/** What is no text counts as empty. */
const credentials = z.object({ email: text.trim(), password: text }).catch({ email: "", password: "" });
