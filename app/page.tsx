import { redirect } from "next/navigation";
import { placeHref } from "#components/place/place.ts";
import { LonePage } from "#components/shell/lone-page.tsx";
import { placesOf } from "#domain/member/places.ts";
import { signedInPerson } from "#http/page-actor.ts";
import { SignOutForm } from "./login/sign-out-form.tsx";

/** The door: to the login page, or to the first place that the person may manage. */
export default async function RootPage() {
  const person = await signedInPerson();
  if (!person) redirect("/login");
  const places = (await placesOf(person.id)).filter(({ apps }) => apps.length > 0);
  const first = places.find(({ role }) => role !== "member") ?? places[0];
  const app = first?.apps[0];
  if (first && app) redirect(placeHref({ tenant: first.tenant.slug, app: app.slug }, "overview"));
  if (person.isStaff) redirect("/support");
  return (
    <LonePage
      title="You belong to no tenant yet"
      sentence={`You are signed in as ${person.email}. Ask an admin of your tenant to add you as a member, then open this page again.`}
      action={<SignOutForm />}
    />
  );
}
