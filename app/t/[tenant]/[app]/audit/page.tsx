import { ScrollText } from "lucide-react";
import type { Metadata } from "next";
import { prefetchPage } from "#app/prefetch.ts";
import type { AppPageProps } from "#app/t/[tenant]/[app]/page-props.ts";
import { AuditList } from "#components/audit/audit-list.tsx";
import { auditLog } from "#components/audit/list.ts";
import { EmptyState } from "#components/list/faces.tsx";
import { Page } from "#components/shell/page.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { listAuditLog } from "#domain/audit/list.ts";
import { pageCaller } from "#http/page-actor.ts";
import { auditNames } from "./names.ts";

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
