import { createSerializer, parseAsString } from "nuqs/server";
import type { z } from "zod";
import { formatNumber } from "#components/format/number.ts";
import { CursorPages } from "#components/list/cursor-pages.tsx";
import { NoMatch } from "#components/list/faces.tsx";
import { parseAsPages } from "#components/list/paged-list.ts";
import { Time } from "#components/time/time.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Card } from "#components/ui/card.tsx";
import { type Column, column, DataTable, idOf } from "#components/ui/table.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { Access, SupportedTenant, supportedTenantPage } from "#domain/support/schema.ts";
import type { EnterAction } from "./actions.ts";
import { OpenTenant } from "./open-tenant.tsx";

export const TENANTS_SHOWN = 25;

/** What the search for tenants has in the address of the support page. */
export const tenantSearch = { q: parseAsString.withDefault(""), pages: parseAsPages };
export const tenantsHref = createSerializer(tenantSearch);

type TenantListProps = {
  page: z.output<typeof supportedTenantPage>;
  q: string;
  pages: readonly string[];
  enter: EnterAction;
};

/** The tenants that fit the search, a page at a time. */
export function TenantList({ page, q, pages, enter }: TenantListProps) {
  if (page.data.length === 0) {
    return (
      <NoMatch
        sentence="No tenant’s name or slug holds this, and there is no id in it."
        action={<TextLink href="/support">Clear the search</TextLink>}
      />
    );
  }
  return (
    <>
      <Card title="Tenants" isFlush>
        <DataTable label="Tenants" isFramed={false} rows={page.data} columns={columnsWith(enter)} keyOf={idOf} />
      </Card>
      <CursorPages
        pages={pages}
        nextCursor={page.nextCursor}
        count={page.data.length}
        rowsPerPage={TENANTS_SHOWN}
        hrefOf={(next) => tenantsHref("/support", { q, pages: next })}
      />
    </>
  );
}

/** Tenants by slug, with what needs somebody in them. */
function columnsWith(enter: EnterAction): readonly Column<SupportedTenant>[] {
  return [
    column("Tenant", {}, ({ name, access }) => (
      <span className="flex items-center gap-2">
        <span className="max-w-32 truncate sm:max-w-72 font-medium">{name}</span>
        <AccessBadge access={access} />
      </span>
    )),
    column("Slug", { size: "max-sm:hidden", look: "font-mono text-ink-muted text-xs" }, ({ slug }) => slug),
    column("Endpoints", { isNumeric: true, size: "max-sm:hidden" }, ({ endpoints }) => formatNumber(endpoints)),
    column("In trouble", { isNumeric: true }, ({ failing }) => (
      <span className={failing > 0 ? "text-bad" : "text-ink-faint"}>{formatNumber(failing)}</span>
    )),
    column("Since", { isNumeric: true, size: "max-md:hidden", look: "text-ink-muted" }, ({ createdAt }) => (
      <Time at={createdAt} />
    )),
    column("Open", { isLabelHidden: true, isNumeric: true }, ({ app, access, ...tenant }) => (
      <OpenTenant {...{ tenant, app, access, enter }} />
    )),
  ];
}

function AccessBadge({ access }: { access: Access }) {
  if (access.kind === "none") return null;
  if (access.kind === "member") return <Badge>Member</Badge>;
  return <Badge tone="warn">In support mode</Badge>;
}
