import { notFound } from "next/navigation";
import { cache } from "react";
import { refusable, refusableTitle } from "#app/refusable.tsx";
import type { Place } from "#components/place/place.ts";
import { Prefetched } from "#components/query/prefetched.tsx";
import { wallQuery } from "#components/wall/queries.ts";
import { Wall } from "#components/wall/wall.tsx";
import { placesOf } from "#domain/member/places.ts";
import { getWall } from "#domain/wall/get-wall.ts";
import { onPage, type PageCaller, pageCaller, signedInPerson } from "#http/page-actor.ts";

type Props = { params: Promise<Place> };

export const generateMetadata = refusableTitle(async ({ params }: Props) => {
  await namesAt(await pageCaller(params));
  return "Wall";
});

/** Outside of the app's layout: a screen on the wall has no rail and no header. */
export default refusable(async function WallPage({ params }: Props) {
  const caller = await pageCaller(params);
  const { place } = caller;
  const [report, names] = await Promise.all([onPage(getWall(caller, {})), namesAt(caller)]);
  return (
    <Prefetched queries={[{ queryKey: wallQuery(place).queryKey, data: report }]}>
      <Wall place={place} names={names} />
    </Prefetched>
  );
});

/** Read once: where there is no such app, neither the wall nor its title is shown. */
const namesAt = cache(async ({ place }: PageCaller) => {
  const person = await signedInPerson();
  const places = person ? await placesOf(person.id) : [];
  const here = places.find(({ tenant }) => tenant.slug === place.tenant);
  const app = here?.apps.find(({ slug }) => slug === place.app);
  if (!here || !app) notFound();
  return { tenant: here.tenant.name, app: app.name };
});
