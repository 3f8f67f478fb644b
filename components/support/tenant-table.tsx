import { formatNumber } from "#components/format/number.ts";
import { Time } from "#components/time/time.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Table, TableBody, TableHead, Td, Th, Tr } from "#components/ui/table.tsx";
import type { Access, SupportedTenant } from "#domain/support/schema.ts";
import type { EnterAction } from "./actions.ts";
import { OpenTenant } from "./open-tenant.tsx";

/** Tenants by slug, with what needs somebody in them. */
export function TenantTable({ tenants, enter }: { tenants: readonly SupportedTenant[]; enter: EnterAction }) {
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
