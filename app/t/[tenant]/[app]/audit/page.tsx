import { ScrollText } from "lucide-react";
import type { Metadata } from "next";
import { prefetchPage } from "#app/prefetch.ts";
import { endpointNames } from "#app/t/[tenant]/[app]/deliveries/endpoint-names.ts";
import type { AppPageProps } from "#app/t/[tenant]/[app]/page-props.ts";
import { AuditList } from "#components/audit/audit-list.tsx";
import { auditLog } from "#components/audit/list.ts";
import { EmptyState } from "#components/list/faces.tsx";
import type { KnownWords } from "#components/list/filter.ts";
import { Page } from "#components/shell/page.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { listApiKeys } from "#domain/api-key/list.ts";
import type { ApiKey } from "#domain/api-key/schema.ts";
import { listApps } from "#domain/app/list.ts";
import { listAuditLog } from "#domain/audit/list.ts";
import { mayDo } from "#domain/call/actor.ts";
import { listMembers } from "#domain/member/list.ts";
import type { Member } from "#domain/member/schema.ts";
import { onPage, type PageCaller, pageCaller } from "#http/page-actor.ts";

export const metadata: Metadata = { title: "Audit log" };

export default async function AuditPage({ params, searchParams }: AppPageProps) {
  const caller = await pageCaller(params);
  const [{ queries }, known] = await Promise.all([
    prefetchPage(caller, auditLog, { searchParams, read: listAuditLog }),
    auditNames(caller),
  ]);
  return (
    <Page queries={queries}>
      <PageHeader
        title="Audit log"
        description="Every change in this app, and to the tenant’s people and sign-ins. Nobody can alter it."
      />
      <AuditList
        {...known}
        empty={
          <EmptyState
            icon={<ScrollText />}
            title="Nothing was done yet"
            sentence="Whatever somebody changes, by hand or by API, stands here with who, when and from where."
          />
        }
      />
    </Page>
  );
}

/** What entries of the log are about, by id, and who can have done them: the names that ids have now. */
async function auditNames(caller: PageCaller): Promise<{ names: KnownWords; actors: KnownWords }> {
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
