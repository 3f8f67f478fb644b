"use client";

import { KeyRound } from "lucide-react";
import { signIn } from "next-auth/react";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { LoginRefusal } from "./login-refusal.tsx";
import { SSO_FAILED } from "./sso-refusals.ts";

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
