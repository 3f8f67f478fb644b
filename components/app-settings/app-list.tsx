import { type Place, placeHref } from "#components/place/place.ts";
import { Time } from "#components/time/time.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Card } from "#components/ui/card.tsx";
import { RowLink, Table, TableBody, TableHead, Td, Th, Tr } from "#components/ui/table.tsx";
import type { App } from "#domain/app/schema.ts";
import type { CreateAppAction } from "./actions.ts";
import { CreateApp } from "./create-app.tsx";

/** The tenant's apps: each with endpoints, event types, sources and events of its own. */
export function AppList({ apps, place, create }: { apps: readonly App[]; place: Place; create: CreateAppAction }) {
  return (
    <Card
      title="Apps of this tenant"
      description="Each has its own endpoints, event types, sources and events."
      actions={<CreateApp create={create} />}
      isFlush
    >
      <Table label="Apps" isFramed={false}>
        <TableHead>
          <Th>Name</Th>
          <Th>In addresses</Th>
          <Th isNumeric className="max-sm:hidden">
            Created
          </Th>
        </TableHead>
        <TableBody>
          {apps.map((app) => (
            <Tr key={app.id}>
              <Td>
                <span className="flex items-center gap-2">
                  <RowLink href={placeHref({ ...place, app: app.slug }, "settings")}>{app.name}</RowLink>
                  {app.slug === place.app ? <Badge>You are here</Badge> : null}
                </span>
              </Td>
              <Td className="font-mono text-ink-muted text-xs">{app.slug}</Td>
              <Td isNumeric className="text-ink-muted max-sm:hidden">
                <Time at={app.createdAt} />
              </Td>
            </Tr>
          ))}
        </TableBody>
      </Table>
    </Card>
  );
}
