import { createSerializer, parseAsString } from "nuqs/server";
import type { z } from "zod";
import { formatNumber } from "#components/format/number.ts";
import { CursorPages } from "#components/list/cursor-pages.tsx";
import { NoMatch } from "#components/list/faces.tsx";
import { parseAsPages } from "#components/list/paged-list.ts";
import { Time } from "#components/time/time.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Card } from "#components/ui/card.tsx";
import { Table, TableBody, TableHead, Td, Th, Tr } from "#components/ui/table.tsx";
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
        <TenantTable tenants={page.data} enter={enter} />
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
function TenantTable({ tenants, enter }: { tenants: readonly SupportedTenant[]; enter: EnterAction }) {
  return (
    <Table label="Tenants" isFramed={false}>
      <TableHead>
        <Th>Tenant</Th>
        <Th className="max-sm:hidden">Slug</Th>
        <Th isNumeric className="max-sm:hidden">
          Endpoints
        </Th>
        <Th isNumeric>In trouble</Th>
        <Th isNumeric className="max-md:hidden">
          Since
        </Th>
        <Th isLabelHidden>Open</Th>
      </TableHead>
      <TableBody>
        {tenants.map((tenant) => (
          <Tr key={tenant.id}>
            <Td>
              <span className="flex items-center gap-2">
                <span className="max-w-32 truncate sm:max-w-72 font-medium">{tenant.name}</span>
                <AccessBadge access={tenant.access} />
              </span>
            </Td>
            <Td className="font-mono text-ink-muted text-xs max-sm:hidden">{tenant.slug}</Td>
            <Td isNumeric className="max-sm:hidden">
              {formatNumber(tenant.endpoints)}
            </Td>
            <Td isNumeric className={tenant.failing > 0 ? "text-bad" : "text-ink-faint"}>
              {formatNumber(tenant.failing)}
            </Td>
            <Td isNumeric className="text-ink-muted max-md:hidden">
              <Time at={tenant.createdAt} />
            </Td>
            <Td isNumeric>
              <OpenTenant tenant={tenant} app={tenant.app} access={tenant.access} enter={enter} />
            </Td>
          </Tr>
        ))}
      </TableBody>
    </Table>
  );
}

function AccessBadge({ access }: { access: Access }) {
  if (access.kind === "none") return null;
  if (access.kind === "member") return <Badge>Member</Badge>;
  return <Badge tone="warn">In support mode</Badge>;
}
