import { endpointName } from "#components/endpoint/endpoint-name.ts";
import type { KnownWords } from "#components/list/filter.ts";
import { listEndpoints } from "#domain/endpoint/list.ts";
import { onPage, type PageCaller } from "#http/page-actor.ts";

/** The names of the app's endpoints by id, the deleted ones last, at most 500 of each. */
export async function endpointNames(caller: PageCaller): Promise<KnownWords> {
  const [living, deleted] = await Promise.all([namesOf(caller), namesOf(caller, "inactive")]);
  return new Map([...living, ...deleted.map(([id, name]) => [id, `${name} (deleted)`] as const)]);
}

const PAGES_MAX = 5;

async function namesOf(caller: PageCaller, status?: "inactive"): Promise<(readonly [string, string])[]> {
  const names: (readonly [string, string])[] = [];
  let cursor: string | undefined;
  for (let pages = 0; pages < PAGES_MAX; pages++) {
    const page = await onPage(listEndpoints(caller, { status, cursor, limit: 100 }));
    names.push(...page.data.map((endpoint) => [endpoint.id, endpointName(endpoint)] as const));
    if (page.nextCursor === null) break;
    cursor = page.nextCursor;
  }
  return names.sort(([, one], [, other]) => one.localeCompare(other));
}
