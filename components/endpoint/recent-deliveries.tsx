import { useQuery } from "@tanstack/react-query";
import { LogTable } from "#components/delivery/log-table.tsx";
import { placeHref } from "#components/place/place.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { Card } from "#components/ui/card.tsx";
import { SkeletonTable } from "#components/ui/skeleton.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { Endpoint } from "#domain/endpoint/schema.ts";
import { recentDeliveriesQuery } from "./queries.ts";

/** The endpoint's newest deliveries, with the way to all of them. */
export function RecentDeliveries({ id, status }: Pick<Endpoint, "id" | "status">) {
  const place = usePlace();
  const { data, error } = useQuery(recentDeliveriesQuery(place, id));
  const rows = data?.data ?? [];
  const all = (
    <TextLink href={`${placeHref(place, "deliveries")}?endpointId=${encodeURIComponent(id)}`} className="text-sm">
      All deliveries
    </TextLink>
  );
  return (
    <Card title="Recent deliveries" actions={rows.length === 0 ? undefined : all} isFlush>
      {data === undefined ? (
        error === null ? (
          <SkeletonTable label="deliveries" rows={5} />
        ) : (
          <p className="px-4 py-6 text-ink-muted">The deliveries could not be loaded. {error.message}</p>
        )
      ) : rows.length === 0 ? (
        <p className="px-4 py-6 text-ink-muted">
          {status === "inactive"
            ? "Nothing was ever sent to this endpoint, or its history is gone."
            : "Nothing has been sent to this endpoint yet. It gets each new event that it subscribes to."}
        </p>
      ) : (
        <LogTable rows={rows} selectedId={null} isFramed={false} />
      )}
    </Card>
  );
}
