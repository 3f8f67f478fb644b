import { listEventTypes } from "#domain/event-type/list.ts";
import { onPage, type PageCaller } from "#http/page-actor.ts";

/** The names in the app's catalogue, the first 500 of them. */
export async function eventTypeNames(caller: PageCaller): Promise<string[]> {
  const names: string[] = [];
  let cursor: string | undefined;
  for (let pages = 0; pages < PAGES_MAX; pages++) {
    const page = await onPage(listEventTypes(caller, { limit: 100, cursor }));
    names.push(...page.data.map(({ name }) => name));
    if (page.nextCursor === null) break;
    cursor = page.nextCursor;
  }
  return names;
}

const PAGES_MAX = 5;
