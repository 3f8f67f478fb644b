import type { Metadata } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { LonePage } from "#components/shell/lone-page.tsx";
import { signedInPerson } from "#http/page-actor.ts";
import { PAGE_PATH_HEADER } from "#http/page-path.ts";
import { SignOutForm } from "./login/sign-out-form.tsx";
import { REFUSAL_TITLES } from "./titles.ts";

export const metadata: Metadata = { title: REFUSAL_TITLES[403] };

/** HTTP 403: signed in, but without the permission for what is here. Says so, and nothing else. */
export default async function Forbidden() {
  const person = await signedInPerson();
  const path = (await headers()).get(PAGE_PATH_HEADER) ?? "";
  const who = person ? `You are signed in as ${person.email}` : "You are signed in";
  return (
    <LonePage
      title={REFUSAL_TITLES[403]}
      sentence={/^\/support\b/.test(path) ? supportSentence(who) : tenantSentence(who)}
      action={<SignOutForm />}
    />
  );
}

function supportSentence(who: string): ReactNode {
  return `${who}, who is not among the support staff of this Posthouse. Its operator decides who is.`;
}

function tenantSentence(who: string): ReactNode {
  return (
    <>
      {who}, but your role in this tenant does not include the permission{" "}
      <code className="font-mono text-ink text-sm">manage_webhooks</code>. An admin of the tenant can give it to you.
    </>
  );
}
