import type { Metadata } from "next";
import { LonePage } from "#components/shell/lone-page.tsx";
import { signedInPerson } from "#http/page-actor.ts";
import { SignOutForm } from "./login/sign-out-form.tsx";

export const metadata: Metadata = { title: "Not allowed" };

/** HTTP 403: signed in, but without manage_webhooks here. Says so, and nothing else. */
export default async function Forbidden() {
  const person = await signedInPerson();
  return (
    <LonePage
      title="You may not open this page"
      sentence={
        <>
          {person ? `You are signed in as ${person.email}, but` : "You are signed in, but"} your role in this tenant
          does not include the permission <code className="font-mono text-ink text-sm">manage_webhooks</code>. An admin
          of the tenant can give it to you.
        </>
      }
      action={<SignOutForm />}
    />
  );
}
