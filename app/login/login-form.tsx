"use client";

import { useActionState, useEffect, useRef } from "react";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import type { LoginState } from "./actions.ts";
import { LoginRefusal } from "./login-refusal.tsx";

type SignIn = (before: LoginState, form: FormData) => Promise<LoginState>;

/** E-mail and password. Works without JavaScript too: the action's answer comes back in the page. */
export function LoginForm({ signIn, callbackUrl }: { signIn: SignIn; callbackUrl: string }) {
  const [answer, send] = useActionState(signIn, { email: "", refusal: null });
  const { email, refusal } = answer;
  const password = useRef<HTMLInputElement>(null);
  // Every refusal empties the password, which is then what to type again.
  useEffect(() => {
    if (answer.refusal !== null) password.current?.focus();
  }, [answer]);
  return (
    <form action={send} className="grid gap-4">
      {refusal === null ? null : <LoginRefusal detail={refusal.detail} />}
      <input type="hidden" name="callbackUrl" value={callbackUrl} />
      <Field label="E-mail">
        <Input
          key={email}
          name="email"
          type="email"
          autoComplete="username"
          required
          autoFocus={email === ""}
          defaultValue={email}
        />
      </Field>
      <Field label="Password">
        <Input
          ref={password}
          name="password"
          type="password"
          autoComplete="current-password"
          required
          autoFocus={email !== ""}
        />
      </Field>
      <SubmitButton pendingLabel="Signing in…" className="w-full">
        Sign in
      </SubmitButton>
    </form>
  );
}
