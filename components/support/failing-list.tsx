"use client";

import { useQuery } from "@tanstack/react-query";
import { CircleCheck } from "lucide-react";
import { StaleBadge } from "#components/query/stale-badge.tsx";
import { Card } from "#components/ui/card.tsx";
import type { FailingReport } from "#domain/support/schema.ts";
import type { EnterAction, FailingAction } from "./actions.ts";
import { FailingTable } from "./failing-table.tsx";
import { failingQuery } from "./queries.ts";

/** Endpoints in trouble across all tenants, kept fresh; the longest trouble first. */
export function FailingList(props: { first: FailingReport; load: FailingAction; enter: EnterAction }) {
  const { data, error } = useQuery({ ...failingQuery(props.load), initialData: props.first });
  const count = `${data.data.length}${data.hasMore ? "+" : ""}`;
  return (
    <Card
      title="Failing endpoints"
      description={data.data.length === 0 ? undefined : `${count} across all tenants, the longest trouble first`}
      actions={<StaleBadge error={error} />}
      isFlush
    >
      {data.data.length === 0 ? (
        <p className="flex items-center gap-2.5 px-4 py-6 text-ink-muted text-sm">
          <CircleCheck aria-hidden="true" className="size-4 text-ok" />
          No endpoint of any tenant is failing or suspended.
        </p>
      ) : (
        <FailingTable rows={data.data} enter={props.enter} />
      )}
    </Card>
  );
}
