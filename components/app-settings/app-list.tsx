import { type Place, placeHref } from "#components/place/place.ts";
import { Time } from "#components/time/time.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Card } from "#components/ui/card.tsx";
import { type Column, column, DataTable, idOf, RowLink } from "#components/ui/table.tsx";
import type { App } from "#domain/app/schema.ts";
import type { CreateAppAction } from "./actions.ts";
import { CreateApp } from "./create-app.tsx";

/** The tenant's apps: each with endpoints, event types, sources and events of its own. */
export function AppList({ apps, place, create }: { apps: readonly App[]; place: Place; create: CreateAppAction }) {
  const columns: readonly Column<App>[] = [
    column("Name", {}, ({ slug, name }) => (
      <span className="flex items-center gap-2">
        <RowLink href={placeHref({ ...place, app: slug }, "settings")}>{name}</RowLink>
        {slug === place.app ? <Badge>You are here</Badge> : null}
      </span>
    )),
    column("In addresses", { look: "font-mono text-ink-muted text-xs" }, ({ slug }) => slug),
    column("Created", { isNumeric: true, size: "max-sm:hidden", look: "text-ink-muted" }, ({ createdAt }) => (
      <Time at={createdAt} />
    )),
  ];
  return (
    <Card
      title="Apps of this tenant"
      description="Each has its own endpoints, event types, sources and events."
      actions={<CreateApp create={create} />}
      isFlush
    >
      <DataTable label="Apps" isFramed={false} rows={apps} columns={columns} keyOf={idOf} />
    </Card>
  );
}
