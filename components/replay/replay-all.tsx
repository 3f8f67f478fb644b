"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, useTransition } from "react";
import { deliveryLog } from "#components/delivery/list.ts";
import { formatNumber } from "#components/format/number.ts";
import { filterPhrases } from "#components/list/filter-phrases.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { runAction } from "#components/query/run-action.ts";
import { STATES } from "#components/state/state.ts";
import { useTimeZone } from "#components/time/clock.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogClose } from "#components/ui/dialog.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { toast } from "#components/ui/toast.ts";
import type { ReplayActions } from "./actions.ts";
import type { JobFilter, JobPlan } from "./job-filter.ts";
import { parseRate, RATE_DEFAULT } from "./pace.ts";
import { PaceField } from "./pace-field.tsx";

export type ReplayAllProps = {
  plan: Extract<JobPlan, { kind: "job" }>;
  endpointNames: ReadonlyMap<string, string>;
  create: ReplayActions["create"];
  onClose: () => void;
};

/** Replays everything a filter finds: counts first, asks for the pace, then leaves it to a job. */
export function ReplayAll({ plan, endpointNames, create, onClose }: ReplayAllProps) {
  const place = usePlace();
  const queryClient = useQueryClient();
  const timeZone = useTimeZone();
  const count = useMatched(create, plan.filter);
  const [rateText, setRateText] = useState(String(RATE_DEFAULT));
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isPending, start] = useTransition();
  const ratePerSecond = parseRate(rateText);
  const matched = count.data ?? 0;
  const submit = () =>
    start(async () => {
      if (ratePerSecond === null) return;
      const outcome = await runAction(create(place, { filter: plan.filter, ratePerSecond }));
      if (!outcome.ok) return setRefusal(outcome.refusal.detail);
      await queryClient.invalidateQueries({ queryKey: ["replays"] });
      toast.success("The replay has started", { description: "It goes on when you leave this page." });
      onClose();
    });
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title="Replay what the filters find"
      description={filterPhrases(deliveryLog, plan.filter, { known: { endpointId: endpointNames }, timeZone }).join(
        ", ",
      )}
      footer={
        <>
          <DialogClose>
            <Button>Cancel</Button>
          </DialogClose>
          <Button
            variant="primary"
            isPending={isPending}
            pendingLabel="Starting…"
            disabled={matched === 0 || ratePerSecond === null}
            onClick={submit}
          >
            {matched === 0 ? "Replay" : `Replay ${formatNumber(matched)}`}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <Matched count={count} />
        {plan.filter.status.includes("succeeded") ? <ArrivedBefore /> : null}
        {plan.leftOut.length === 0 ? null : <LeftOut statuses={plan.leftOut} />}
        <PaceField text={rateText} deliveries={matched} onChange={setRateText} />
        {refusal === null ? null : (
          <Notice tone="bad" title="The replay did not start">
            {refusal}
          </Notice>
        )}
      </div>
    </Dialog>
  );
}

/** How many deliveries the filter finds now, asked of the API itself by a dry run. */
function useMatched(create: ReplayActions["create"], filter: JobFilter) {
  const place = usePlace();
  return useQuery({
    queryKey: ["replays", place, "count", filter],
    queryFn: async () => {
      const outcome = await runAction(create(place, { filter, dryRun: true }));
      if (!outcome.ok) throw new Error(outcome.refusal.detail);
      return outcome.value.matched;
    },
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
}

function Matched({ count }: { count: ReturnType<typeof useMatched> }) {
  if (count.error !== null) {
    return (
      <Notice tone="bad" title="The deliveries could not be counted">
        {count.error.message}
      </Notice>
    );
  }
  if (count.data === undefined) return <Skeleton className="h-12 w-full" />;
  if (count.data === 0) return <Notice title="No delivery that can be replayed fits these filters." />;
  const noun = count.data === 1 ? "delivery" : "deliveries";
  return (
    <p role="status">
      <strong className="font-medium text-figure tabular-nums">{formatNumber(count.data)}</strong> {noun} to replay,
      oldest first. Each goes to its endpoint’s current address as a new delivery with the same webhook-id.
    </p>
  );
}

function ArrivedBefore() {
  return (
    <Notice tone="warn" title="Some of these arrived before">
      Their receivers get the event once more. One that does not look for repeats will act on it twice.
    </Notice>
  );
}

function LeftOut({ statuses }: { statuses: JobFilter["status"] }) {
  const words = statuses.map((status) => STATES[status].word.toLowerCase()).join(" or ");
  return <p className="text-ink-muted text-sm">Left out: what is {words}. Only what has ended can be replayed.</p>;
}
