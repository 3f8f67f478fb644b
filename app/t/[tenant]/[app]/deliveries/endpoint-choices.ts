import { endpointName } from "#components/endpoint/endpoint-name.ts";
import type { Choice } from "#components/ui/choice-list.tsx";
import { listEndpoints } from "#domain/endpoint/list.ts";
import { onPage, type PageCaller } from "#http/page-actor.ts";

/** The app's endpoints by name, the deleted ones last, at most 500 of each. */
export async function endpointChoices(caller: PageCaller): Promise<Choice[]> {
  const [living, deleted] = await Promise.all([choicesOf(caller), choicesOf(caller, "inactive")]);
  return [...living, ...deleted.map((choice) => ({ ...choice, label: `${choice.label} (deleted)` }))];
}

const PAGES_MAX = 5;

async function choicesOf(caller: PageCaller, status?: "inactive"): Promise<Choice[]> {
  const choices: Choice[] = [];
  let cursor: string | undefined;
  for (let pages = 0; pages < PAGES_MAX; pages++) {
    const page = await onPage(listEndpoints(caller, { status, cursor, limit: 100 }));
    choices.push(...page.data.map((endpoint) => ({ value: endpoint.id, label: endpointName(endpoint) })));
    if (page.nextCursor === null) break;
    cursor = page.nextCursor;
  }
  return choices.sort((one, other) => one.label.localeCompare(other.label));
}
