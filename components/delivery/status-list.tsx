import { useQuery } from "@tanstack/react-query";
import { formatNumber } from "#components/format/number.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { StatePill } from "#components/state/state-pill.tsx";
import { CheckList } from "#components/ui/check-list.tsx";
import { DELIVERY_STATUSES, type DeliveryFilters } from "./filter.ts";
import { deliveryCountsQuery } from "./queries.ts";

/** Any of the statuses, each with how many deliveries the other filters leave of it: exact up to 10,000, then `10,000+`. */
export function StatusList({ filters, onChange }: { filters: DeliveryFilters; onChange: (status: Statuses) => void }) {
  const { data } = useQuery(deliveryCountsQuery(usePlace(), filters));
  const counts = new Map(
    data?.data.map(({ status, count, hasMore }) => [status, `${formatNumber(count)}${hasMore ? "+" : ""}`]),
  );
  return (
    <CheckList
      label="Status"
      options={DELIVERY_STATUSES.map((value) => ({
        value,
        label: <StatePill state={value} />,
        count: counts.get(value),
      }))}
      values={filters.status}
      onValuesChange={(values) => onChange(DELIVERY_STATUSES.filter((one) => values.includes(one)))}
    />
  );
}

type Statuses = DeliveryFilters["status"];
