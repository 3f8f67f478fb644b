"use client";

import { KeyRound } from "lucide-react";
import { signIn } from "next-auth/react";
import { useActionState, useEffect, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import type { LoginState } from "./actions.ts";
import { LoginRefusal } from "./login-refusal.tsx";
import { SSO_FAILED } from "./sso-refusals.ts";

type SignIn = (before: LoginState, form: FormData) => Promise<LoginState>;

/** E-mail and password. Works without JavaScript too: the action's answer comes back in the page. */
export function LoginForm({ action, callbackUrl }: { action: SignIn; callbackUrl: string }) {
  const [answer, send] = useActionState(action, { email: "", refusal: null });
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

/**
 * The other way in. A script asks for the provider's address and goes there: browsers hold the redirects of a form to
 * our own origin (`form-action`), and a plain link would let other sites start a sign-in.
 */
export function SsoButton({ provider, callbackUrl }: { provider: string; callbackUrl: string }) {
  const [state, setState] = useState<"idle" | "leaving" | "failed">("idle");
  const leave = () => {
    setState("leaving");
    signIn(provider, { callbackUrl }).catch(() => setState("failed"));
  };
  return (
    <div className="grid gap-4 border-line border-t pt-6">
      {state === "failed" ? <LoginRefusal detail={SSO_FAILED} /> : null}
      <Button onClick={leave} isPending={state === "leaving"} icon={<KeyRound aria-hidden="true" />}>
        Continue with single sign-on
      </Button>
    </div>
  );
}
