import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { createLoader, parseAsString, type SearchParams } from "nuqs/server";
import { Page } from "#components/shell/page.tsx";
import { FailingList } from "#components/support/failing-list.tsx";
import { FindingList } from "#components/support/finding-list.tsx";
import { StayList } from "#components/support/stay-list.tsx";
import { SupportSearch } from "#components/support/support-search.tsx";
import { TenantList } from "#components/support/tenant-list.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { DomainError } from "#domain/error.ts";
import { findAnywhere } from "#domain/support/find.ts";
import { listFailing } from "#domain/support/list-failing.ts";
import { listStays } from "#domain/support/list-stays.ts";
import { listTenants } from "#domain/support/list-tenants.ts";
import { onPage, pageStaff } from "#http/page-actor.ts";
import { enterTenantAction, listFailingAction } from "./actions.ts";
import { leaveSupportMode } from "./leave.ts";

export const metadata: Metadata = { title: "Support" };

const loadSearch = createLoader({
  q: parseAsString.withDefault(""),
  cursor: parseAsString,
  over: parseAsString,
  left: parseAsString,
});

const TENANTS_SHOWN = 25;

export default async function SupportPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const caller = await pageStaff();
  const { q, cursor, over, left } = await loadSearch(searchParams);
  const [found, stays, failing] = await Promise.all([
    onPage(findAnywhere(caller, { text: q.slice(0, 4000) })),
    onPage(listStays(caller, {})),
    onPage(listFailing(caller, {})),
  ]);
  const tenants = found.id === null ? await tenantsAt(caller, q, cursor) : null;
  return (
    <Page>
      <PageHeader
        title="Support"
        description="Look into any tenant. Entering one takes a reason, lasts 60 minutes, and stands in its audit log."
      />
      <Ended over={over} left={left} />
      <StayList stays={stays.data} leave={leaveSupportMode} />
      <SupportSearch text={q} />
      {found.id === null ? null : <FindingList found={found} enter={enterTenantAction} />}
      {q === "" || found.id !== null ? (
        <FailingList first={failing} load={listFailingAction} enter={enterTenantAction} />
      ) : null}
      {tenants === null ? null : (
        <TenantList page={tenants} q={q} hasCursor={cursor !== null} enter={enterTenantAction} />
      )}
    </Page>
  );
}

/** A cursor that no longer fits leads back to the first page. */
async function tenantsAt(caller: Awaited<ReturnType<typeof pageStaff>>, q: string, cursor: string | null) {
  try {
    return await listTenants(caller, {
      q: q.slice(0, 200),
      limit: TENANTS_SHOWN,
      ...(cursor === null ? {} : { cursor }),
    });
  } catch (error) {
    const isStale = error instanceof DomainError && cursor !== null && error.code !== "forbidden";
    if (isStale) redirect(`/support?q=${encodeURIComponent(q)}`);
    throw error;
  }
}

function Ended({ over, left }: { over: string | null; left: string | null }) {
  if (left !== null) return <Notice tone="ok" title={`You left ${left}.`} />;
  if (over === null) return null;
  return (
    <Notice tone="warn" title={`Your support session in ${over} has ended.`}>
      Sessions last 60 minutes. Nothing you see or do there counts any more; enter again if you are not done.
    </Notice>
  );
}
