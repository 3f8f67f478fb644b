import { ScrollText } from "lucide-react";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import type { SearchParams } from "nuqs/server";
import { AuditList } from "#components/audit/audit-list.tsx";
import { type AuditFilters, auditHref, loadAuditFilters, toListInput } from "#components/audit/filter.ts";
import { auditListQuery } from "#components/audit/queries.ts";
import { type Place, placeHref } from "#components/place/place.ts";
import { Prefetched, type PrefetchedQuery } from "#components/query/prefetched.tsx";
import { Page } from "#components/shell/page.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { listAuditLog } from "#domain/audit/list.ts";
import { DomainError } from "#domain/error.ts";
import { onPage, type PageCaller, pageCaller } from "#http/page-actor.ts";
import { auditNames } from "./names.ts";

export const metadata: Metadata = { title: "Audit log" };

type Props = { params: Promise<Place>; searchParams: Promise<SearchParams> };

export default async function AuditPage({ params, searchParams }: Props) {
  const caller = await pageCaller(params);
  const filters = loadAuditFilters(await searchParams);
  const [queries, known] = await Promise.all([firstData(caller, filters), auditNames(caller)]);
  return (
    <Page>
      <PageHeader
        title="Audit log"
        description="Every change in this app, and to the tenant’s people and sign-ins. Nobody can alter it."
      />
      <Prefetched queries={queries}>
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
      </Prefetched>
    </Page>
  );
}

/**
 * An id that nobody here has is the list's to say. A cursor that no longer fits, from an old address or other filters,
 * leads back to the first page.
 */
async function firstData(caller: PageCaller, filters: AuditFilters): Promise<PrefetchedQuery[]> {
  try {
    const { queryKey } = auditListQuery(caller.place, filters);
    return [{ queryKey, data: await listAuditLog(caller, toListInput(filters)) }];
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    if (error.code === "not_found" && (filters.actor !== null || filters.target !== null)) return [];
    if (filters.pages.length > 0 && CURSOR_CODES.has(error.code))
      redirect(auditHref(placeHref(caller.place, "audit"), { ...filters, pages: [] }));
    return onPage(Promise.reject(error));
  }
}

const CURSOR_CODES = new Set(["invalid_cursor", "invalid_request"]);
