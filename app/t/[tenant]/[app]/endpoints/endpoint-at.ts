import { cache } from "react";
import { getEndpoint } from "#domain/endpoint/get.ts";
import { onPage, type PageCaller } from "#http/page-actor.ts";

/** The endpoint of a page, read once for its title and its content; not found where this app has none of that id. */
export const endpointAt = cache((caller: PageCaller, id: string) => onPage(getEndpoint(caller, { id })));
