import type { Metadata } from "next";
import { createLoader, parseAsString, type SearchParams } from "nuqs/server";
import { orFirstPage } from "#app/prefetch.ts";
import { Page } from "#components/shell/page.tsx";
import { FailingList } from "#components/support/failing-list.tsx";
import {
  FindingList,
  SupportSearch,
  TENANTS_SHOWN,
  TenantList,
  tenantSearch,
  tenantsHref,
} from "#components/support/search.tsx";
import { StayList } from "#components/support/stay-list.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { findAnywhere } from "#domain/support/find.ts";
import { listFailing } from "#domain/support/list-failing.ts";
import { listStays } from "#domain/support/list-stays.ts";
import { listTenants } from "#domain/support/list-tenants.ts";
import { onPage, pageStaff } from "#http/page-actor.ts";
import { enterTenantAction, listFailingAction } from "./actions.ts";
import { leaveSupportMode } from "./leave.ts";

export const metadata: Metadata = { title: "Support" };

const loadSearch = createLoader({ ...tenantSearch, over: parseAsString, left: parseAsString });

export default async function SupportPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const caller = await pageStaff();
  const { q, pages, over, left } = await loadSearch(searchParams);
  const [found, stays, failing] = await Promise.all([
    onPage(findAnywhere(caller, { text: q.slice(0, 4000) })),
    onPage(listStays(caller, {})),
    onPage(listFailing(caller, {})),
  ]);
  const search = { q: q.slice(0, 200), limit: TENANTS_SHOWN, cursor: pages.at(-1) };
  const tenants =
    found.id === null ? await orFirstPage(listTenants(caller, search), pages, tenantsHref("/support", { q })) : null;
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
      {tenants === null ? null : <TenantList page={tenants} q={q} pages={pages} enter={enterTenantAction} />}
    </Page>
  );
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
