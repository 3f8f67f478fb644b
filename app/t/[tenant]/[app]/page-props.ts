import type { SearchParams } from "nuqs/server";
import type { Place } from "#components/place/place.ts";

/** What Next hands to the page of a list. */
export type AppPageProps = { params: Promise<Place>; searchParams: Promise<SearchParams> };

/** What it hands to the page of one thing. */
export type ItemPageProps = AppPageProps & { params: Promise<{ id: string }> };
