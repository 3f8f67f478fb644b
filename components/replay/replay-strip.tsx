"use client";

import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useState } from "react";
import { usePlace } from "#components/place/place-context.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { isUnfinished, replayList } from "./list.ts";
import { ReplayJob, type ReplayJobProps } from "./replay-job.tsx";

/** The replays that are under way, above the log. One that ends stays to say so until it is put away. */
export function ReplayStrip(props: Pick<ReplayJobProps, "endpointNames" | "actions">) {
  const { data } = useQuery(replayList.query(usePlace(), replayList.none));
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set());
  const jobs = data?.data ?? [];
  const fresh = jobs.filter((job) => isUnfinished(job) && !seen.has(job.id));
  if (fresh.length > 0) setSeen(new Set([...seen, ...fresh.map(({ id }) => id)]));
  const shown = jobs.filter(({ id }) => seen.has(id));
  if (shown.length === 0) return null;
  const putAway = (id: string) => setSeen(new Set([...seen].filter((one) => one !== id)));
  return (
    <section
      aria-label="Replays under way"
      className="grid divide-y divide-line rounded-lg border border-line bg-surface"
    >
      {shown.map((job) => (
        <ReplayJob
          key={job.id}
          job={job}
          {...props}
          aside={
            isUnfinished(job) ? undefined : (
              <IconButton size="sm" label="Put away" icon={<X />} onClick={() => putAway(job.id)} />
            )
          }
        />
      ))}
    </section>
  );
}
