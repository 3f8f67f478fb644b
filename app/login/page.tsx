import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { ThemeMenu } from "#components/shell/theme-menu.tsx";
import { Mark } from "#components/ui/mark.tsx";
import { config } from "#domain/config.ts";
import { signedInPerson } from "#http/page-actor.ts";
import { returnPath } from "#http/return-path.ts";
import { hasSso, SSO_PROVIDER_ID } from "#http/sso-provider.ts";
import { signInAction } from "./actions.ts";
import { LoginForm } from "./login-form.tsx";
import { LoginRefusal } from "./login-refusal.tsx";
import { SsoButton } from "./sso-button.tsx";
import { ssoRefusal } from "./sso-refusals.ts";

export const metadata: Metadata = { title: "Sign in" };

type Search = Promise<Record<string, string | string[] | undefined>>;

export default async function LoginPage({ searchParams }: { searchParams: Search }) {
  const { callbackUrl, error } = await searchParams;
  const goTo = returnPath(typeof callbackUrl === "string" ? callbackUrl : null, config().PUBLIC_URL);
  if (await signedInPerson()) redirect(goTo);
  return (
    <div className="grid min-h-dvh grid-rows-[auto_1fr_auto]">
      <div className="flex justify-end p-3">
        <ThemeMenu />
      </div>
      <main className="grid place-items-center px-4 pb-16">
        <div className="grid w-full max-w-88 gap-6">
          <div className="grid gap-3">
            <Mark size={36} className="text-accent" />
            <div className="grid gap-1">
              <h1 className="text-h1">Sign in to Posthouse</h1>
              <p className="text-ink-muted">Where your webhooks go, and what became of them.</p>
            </div>
          </div>
          {typeof error === "string" ? <LoginRefusal detail={ssoRefusal(error)} /> : null}
          <LoginForm signIn={signInAction} callbackUrl={goTo} />
          {hasSso() ? <SsoButton provider={SSO_PROVIDER_ID} callbackUrl={goTo} /> : null}
        </div>
      </main>
    </div>
  );
}
