import { cookies } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache, type ReactNode } from "react";
import { signInAgainAction, signOutAction } from "#app/login/actions.ts";
import { refusable, refusableBelow } from "#app/refusable.tsx";
import { leaveSupportMode } from "#app/support/leave.ts";
import { SignInAgain } from "#components/form/sign-in-again.tsx";
import { type Place, placeHref } from "#components/place/place.ts";
import { PlaceProvider } from "#components/place/place-context.tsx";
import { AppShell } from "#components/shell/app-shell.tsx";
import { navItems } from "#components/shell/nav.tsx";
import { RAIL_COOKIE } from "#components/shell/rail-cookie.ts";
import type { SupportMode } from "#components/shell/support-banner.tsx";
import type { SwitcherProps } from "#components/shell/switcher.tsx";
import { placesOf } from "#domain/member/places.ts";
import { type PageCaller, pageCaller, signedInPerson } from "#http/page-actor.ts";
import { hasSso } from "#http/sso-provider.ts";

type Props = { children: ReactNode; params: Promise<Place> };

export const generateMetadata = refusableBelow(async ({ params }: Props) => frameAt(await pageCaller(params)));

/** The frame of an app's pages, for those who may manage it. Everybody else meets the login, 403 or not-found page. */
export default refusable(async function AppLayout({ children, params }: Props) {
  const caller = await pageCaller(params);
  const { place } = caller;
  const [{ person, support, ...switcher }, jar] = await Promise.all([frameAt(caller), cookies()]);
  const basePath = placeHref(place);
  return (
    <PlaceProvider place={place}>
      <AppShell
        {...switcher}
        basePath={basePath}
        nav={navItems(basePath)}
        commands={commandsAt(place)}
        user={{ name: person.name, email: person.email, isStaff: person.isStaff }}
        signOut={signOutAction}
        support={support}
        isRailNarrow={jar.get(RAIL_COOKIE)?.value === "narrow"}
      >
        {children}
      </AppShell>
      <SignInAgain email={person.email} hasSso={hasSso()} signIn={signInAgainAction} />
    </PlaceProvider>
  );
});

function commandsAt(place: Place) {
  return [
    { label: "Create endpoint", href: placeHref(place, "endpoints", "new"), keywords: "new add" },
    { label: "Create source", href: placeHref(place, "sources", "new"), keywords: "new add inbound github stripe" },
    { label: "Add event type", href: placeHref(place, "event-types", "new"), keywords: "new create schema" },
    { label: "Import event types", href: placeHref(place, "event-types", "import"), keywords: "list paste" },
  ];
}

/** Read once: without it there is neither a frame nor a title. */
const frameAt = cache(async ({ place }: PageCaller) => {
  const person = await signedInPerson();
  if (!person) redirect("/login");
  return { person, ...(await switcherAt(place, person.id)) };
});

/** Where the person stands and may go. An app that this tenant does not have is not found. */
async function switcherAt(place: Place, personId: string): Promise<SwitcherProps & { support: SupportMode | null }> {
  const places = (await placesOf(personId)).filter(({ role, apps }) => role !== "member" && apps.length > 0);
  const here = places.find(({ tenant }) => tenant.slug === place.tenant);
  const app = here?.apps.find(({ slug }) => slug === place.app);
  if (!here || !app) notFound();
  const start = (tenant: string, slug: string) => placeHref({ tenant, app: slug }, "overview");
  const leave = leaveSupportMode.bind(null, place.tenant);
  return {
    support: here.support && { tenantName: here.tenant.name, ...here.support, leave },
    tenant: { ...here.tenant, href: start(place.tenant, place.app) },
    app: { slug: app.slug, name: app.name, href: start(place.tenant, app.slug) },
    apps: here.apps.map(({ slug, name }) => ({ slug, name, href: start(place.tenant, slug) })),
    tenants: places.map(({ tenant, apps }) => ({ ...tenant, href: start(tenant.slug, apps[0]?.slug ?? "production") })),
  };
}
