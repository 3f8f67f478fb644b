"use client";

import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { placeHref } from "#components/place/place.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { StaleBadge } from "#components/query/stale-badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Pagination } from "#components/ui/pagination.tsx";
import { SkeletonTable } from "#components/ui/skeleton.tsx";
import { replayListQuery } from "./queries.ts";
import { ReplayJob, type ReplayJobProps } from "./replay-job.tsx";

type ReplayListProps = Pick<ReplayJobProps, "endpointNames" | "actions"> & {
  cursor: string | null;
  /** What stands here while nothing was ever replayed in bulk. */
  empty: ReactNode;
};

/** Every bulk replay, newest first, live while one runs. */
export function ReplayList({ cursor, empty, ...job }: ReplayListProps) {
  const place = usePlace();
  const { data, error, refetch } = useQuery(replayListQuery(place, cursor));
  const href = placeHref(place, "deliveries", "replays");
  const jobs = data?.data ?? [];
  return (
    <>
      <PageHeader
        title="Replays"
        badge={<StaleBadge error={data === undefined ? null : error} />}
        description="Replays of many deliveries, each a job that goes on by itself."
      />
      {data === undefined ? (
        error === null ? (
          <SkeletonTable label="replays" />
        ) : (
          <ErrorState
            title="The replays could not be loaded"
            sentence={error.message}
            action={<Button onClick={() => void refetch()}>Try again</Button>}
          />
        )
      ) : jobs.length === 0 ? (
        empty
      ) : (
        <div className="grid divide-y divide-line rounded-lg border border-line bg-surface">
          {jobs.map((one) => (
            <ReplayJob key={one.id} job={one} {...job} />
          ))}
        </div>
      )}
      {cursor === null && (data?.nextCursor ?? null) === null ? null : (
        <Pagination
          previousHref={cursor === null ? null : href}
          nextHref={data?.nextCursor ? `${href}?cursor=${encodeURIComponent(data.nextCursor)}` : null}
        />
      )}
    </>
  );
}
