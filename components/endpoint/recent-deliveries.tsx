import { useQuery } from "@tanstack/react-query";
import { LogTable } from "#components/delivery/log-table.tsx";
import { CardList } from "#components/list/card-list.tsx";
import { placeHref } from "#components/place/place.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { Endpoint } from "#domain/endpoint/schema.ts";
import { recentDeliveriesQuery } from "./queries.ts";

/** The endpoint's newest deliveries, with the way to all of them. */
export function RecentDeliveries({ id, status }: Pick<Endpoint, "id" | "status">) {
  const place = usePlace();
  const read = useQuery(recentDeliveriesQuery(place, id));
  return (
    <CardList
      title="Recent deliveries"
      noun="deliveries"
      read={read}
      empty={
        status === "inactive"
          ? "Nothing was ever sent to this endpoint, or its history is gone."
          : "Nothing has been sent to this endpoint yet. It gets each new event that it subscribes to."
      }
      actions={
        <TextLink href={`${placeHref(place, "deliveries")}?endpointId=${encodeURIComponent(id)}`} className="text-sm">
          All deliveries
        </TextLink>
      }
    >
      <LogTable rows={read.data?.data ?? []} selectedId={null} isFramed={false} />
    </CardList>
  );
}
