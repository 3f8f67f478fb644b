import { cache } from "react";
import { getEndpoint } from "#domain/endpoint/get.ts";
import type { Endpoint } from "#domain/endpoint/schema.ts";
import { onPage, type PageCaller } from "#http/page-actor.ts";

/** The endpoint of a page, read once for its title and its content; not found where this app has none of that id. */
export async function endpointAt(caller: PageCaller, id: string): Promise<Endpoint> {
  return readOnce(caller, id);
}

const readOnce = cache((caller: PageCaller, id: string) => onPage(getEndpoint(caller, { id })));
