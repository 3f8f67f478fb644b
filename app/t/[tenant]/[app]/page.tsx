import { redirect } from "next/navigation";
import { type Place, placeHref } from "#components/place/place.ts";
import { pageCaller } from "#http/page-actor.ts";

/** An app's bare address leads to its overview. */
export default async function AppPage({ params }: { params: Promise<Place> }) {
  const { place } = await pageCaller(params);
  redirect(placeHref(place, "overview"));
}
