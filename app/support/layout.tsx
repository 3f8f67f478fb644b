import type { ReactNode } from "react";
import { signInAgainAction, signOutAction } from "#app/login/actions.ts";
import { refusable, refusableBelow } from "#app/refusable.tsx";
import { SignInAgain } from "#components/form/sign-in-again.tsx";
import { SupportFrame } from "#components/support/support-frame.tsx";
import { placesOf } from "#domain/member/places.ts";
import { pageStaff, signedInPerson } from "#http/page-actor.ts";
import { hasSso } from "#http/sso-provider.ts";

export const generateMetadata = refusableBelow(pageStaff);

/** The frame of the support pages, for staff. Everybody else meets the login or the 403 page. */
export default refusable(async function SupportLayout({ children }: { children: ReactNode }) {
  await pageStaff();
  const person = await signedInPerson();
  const places = person ? await placesOf(person.id) : [];
  const hasDashboard = places.some(({ role, apps }) => role !== "member" && apps.length > 0);
  return (
    <SupportFrame name={person?.name ?? ""} dashboard={hasDashboard ? "/" : null} signOut={signOutAction}>
      {children}
      <SignInAgain email={person?.email ?? ""} hasSso={hasSso()} signIn={signInAgainAction} />
    </SupportFrame>
  );
});
