import { everyRow } from "#app/prefetch.ts";
import { endpointName } from "#components/endpoint/endpoint-name.ts";
import type { KnownWords } from "#components/list/filter.ts";
import { listEndpoints } from "#domain/endpoint/list.ts";
import type { PageCaller } from "#http/page-actor.ts";

/** The names of the app's endpoints by id, the deleted ones last, at most 500 of each. */
export async function endpointNames(caller: PageCaller): Promise<KnownWords> {
  const [living, deleted] = await Promise.all([namesOf(caller), namesOf(caller, "inactive")]);
  return new Map([...living, ...deleted.map(([id, name]) => [id, `${name} (deleted)`] as const)]);
}

async function namesOf(caller: PageCaller, status?: "inactive"): Promise<(readonly [string, string])[]> {
  const rows = await everyRow((page) => listEndpoints(caller, { status, ...page }));
  const names = rows.map((endpoint) => [endpoint.id, endpointName(endpoint)] as const);
  return names.sort(([, one], [, other]) => one.localeCompare(other));
}
