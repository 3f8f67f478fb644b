import type { KnownWords } from "#components/list/filter.ts";
import { listApiKeys } from "#domain/api-key/list.ts";
import type { ApiKey } from "#domain/api-key/schema.ts";
import { listApps } from "#domain/app/list.ts";
import { mayDo } from "#domain/call/actor.ts";
import { listMembers } from "#domain/member/list.ts";
import type { Member } from "#domain/member/schema.ts";
import { onPage, type PageCaller } from "#http/page-actor.ts";
import { endpointNames } from "../deliveries/endpoint-names.ts";

/** What entries of the log are about, by id, and who can have done them: the names that ids have now. */
export async function auditNames(caller: PageCaller): Promise<{ names: KnownWords; actors: KnownWords }> {
  const [endpoints, keys, apps, people] = await Promise.all([
    endpointNames(caller),
    onPage(listApiKeys(caller, { limit: 100 })),
    onPage(listApps(caller, { limit: 100 })),
    peopleOf(caller),
  ]);
  const named = [
    ...endpoints,
    ...keys.data.map(({ id, name }) => [id, name] as const),
    ...apps.data.map(({ id, name }) => [id, name] as const),
    ...people.map(({ id, name }) => [id, name] as const),
  ];
  return { names: new Map(named), actors: new Map(actorsOf(people, keys.data)) };
}

/** Who may not see the people still sees what they did: names stand in the entries. */
async function peopleOf(caller: PageCaller): Promise<Member[]> {
  if (!mayDo(caller.actor, "manage_members")) return [];
  return (await onPage(listMembers(caller, { limit: 100 }))).data;
}

function actorsOf(people: readonly Member[], keys: readonly ApiKey[]): (readonly [string, string])[] {
  return [
    ...people.map(({ id, name, email }) => [id, `${name} · ${email}`] as const),
    ...keys.map(({ id, name }) => [id, `${name} · API key`] as const),
  ];
}
