import type { Metadata } from "next";
import { notFound } from "next/navigation";
import type { Place } from "#components/place/place.ts";
import { Prefetched } from "#components/query/prefetched.tsx";
import { wallQuery } from "#components/wall/queries.ts";
import { Wall } from "#components/wall/wall.tsx";
import { placesOf } from "#domain/member/places.ts";
import { getWall } from "#domain/wall/get-wall.ts";
import { onPage, pageCaller, signedInPerson } from "#http/page-actor.ts";

export const metadata: Metadata = { title: "Wall" };

/** Outside of the app's layout: a screen on the wall has no rail and no header. */
export default async function WallPage({ params }: { params: Promise<Place> }) {
  const caller = await pageCaller(params);
  const { place } = caller;
  const [report, names] = await Promise.all([onPage(getWall(caller, {})), namesAt(place)]);
  return (
    <Prefetched queries={[{ queryKey: wallQuery(place).queryKey, data: report }]}>
      <Wall place={place} names={names} />
    </Prefetched>
  );
}

async function namesAt(place: Place) {
  const person = await signedInPerson();
  const places = person ? await placesOf(person.id) : [];
  const here = places.find(({ tenant }) => tenant.slug === place.tenant);
  const app = here?.apps.find(({ slug }) => slug === place.app);
  if (!here || !app) notFound();
  return { tenant: here.tenant.name, app: app.name };
}
