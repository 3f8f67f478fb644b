"use client";

import type { ReactNode } from "react";
import { StaleBadge } from "#components/list/faces.tsx";
import { List, useList } from "#components/list/list.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { replayList } from "./list.ts";
import { ReplayJob, type ReplayJobProps } from "./replay-job.tsx";

type ReplayListProps = Pick<ReplayJobProps, "endpointNames" | "actions"> & {
  /** What stands here while nothing was ever replayed in bulk. */
  empty: ReactNode;
};

/** Every bulk replay, newest first, live while one runs. */
export function ReplayList({ empty, ...job }: ReplayListProps) {
  const list = useList(replayList);
  return (
    <>
      <PageHeader
        title="Replays"
        badge={<StaleBadge error={list.staleError} />}
        description="Replays of many deliveries, each a job that goes on by itself."
      />
      <List list={list} empty={empty}>
        <div className="grid divide-y divide-line rounded-lg border border-line bg-surface">
          {list.rows.map((one) => (
            <ReplayJob key={one.id} job={one} {...job} />
          ))}
        </div>
      </List>
    </>
  );
}
