import { notFound } from "next/navigation";
import { refusable } from "#app/refusable.tsx";
import NotFoundHere from "#app/t/[tenant]/[app]/not-found.tsx";
import type { Place } from "#components/place/place.ts";
import { pageCaller } from "#http/page-actor.ts";

/** An address under the app that has no page: not found inside the frame, for those who may see the frame. */
export default refusable(async function UnknownPage({ params }: { params: Promise<Place> }) {
  await pageCaller(params);
  notFound();
}, NotFoundHere);
