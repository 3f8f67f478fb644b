"use client";

import { useQuery } from "@tanstack/react-query";
import { parseNumber, useField, useShown } from "#components/form/field.tsx";
import { FormDialog } from "#components/form/form-dialog.tsx";
import { useOperationForm } from "#components/form/use-operation-form.ts";
import { formatNumber } from "#components/format/number.ts";
import { filterPhrases } from "#components/list/filter-phrases.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { toast } from "#components/popup/toast.tsx";
import { readAction } from "#components/query/call-action.ts";
import { STATES } from "#components/state/state.ts";
import { useTimeZone } from "#components/time/time.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { ErrorNotice, Notice } from "#components/ui/notice.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { REPLAY_RATE, REPLAY_RATE_DEFAULT } from "#domain/replay/words.ts";
import { isWhole } from "#domain/rule/field.ts";
import type { ReplayActions } from "./actions.ts";
import { JOB_FILTERS, type JobFilter, type JobPlan } from "./job-filter.ts";
import { spanAtRate } from "./progress-words.ts";

export type ReplayAllProps = {
  plan: Extract<JobPlan, { kind: "job" }>;
  endpointNames: ReadonlyMap<string, string>;
  create: ReplayActions["create"];
  onClose: () => void;
};

/** Replays everything a filter finds: counts first, asks for the pace, then leaves it to a job. */
export function ReplayAll({ plan, endpointNames, create, onClose }: ReplayAllProps) {
  const place = usePlace();
  const timeZone = useTimeZone();
  const { filter, leftOut } = plan;
  const count = useMatched(create, filter);
  const matched = count.data ?? 0;
  const form = useOperationForm((input: { ratePerSecond: number }) => create(place, { filter, ...input }), {
    values: { ratePerSecond: REPLAY_RATE_DEFAULT },
    refetch: ["replays"],
    onDone: () => toast.success("The replay has started", { description: "It goes on when you leave this page." }),
  });
  const rate = form.methods.watch("ratePerSecond");
  return (
    <FormDialog
      form={form}
      open
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title="Replay what the filters find"
      description={filterPhrases(JOB_FILTERS, filter, { known: { endpointId: endpointNames }, timeZone }).join(", ")}
      submitLabel={matched === 0 ? "Replay" : `Replay ${formatNumber(matched)}`}
      pendingLabel="Starting…"
      isSubmitDisabled={matched === 0 || !isWhole(REPLAY_RATE, rate)}
      refusedTitle="The replay did not start"
    >
      <Matched count={count} />
      {filter.status.includes("succeeded") ? <ArrivedBefore /> : null}
      {leftOut.length === 0 ? null : <LeftOut statuses={leftOut} />}
      <PaceField deliveries={matched} />
    </FormDialog>
  );
}

function PaceField({ deliveries }: { deliveries: number }) {
  const field = useField<number>("ratePerSecond");
  const [text, setText] = useShown(field, { toShown: String, toValue: parseNumber });
  const limits = "An endpoint’s own limits hold besides.";
  const isGood = isWhole(REPLAY_RATE, field.value);
  return (
    <Field
      label="Pace"
      hint={isGood && deliveries > 0 ? `Takes ${spanAtRate(deliveries, field.value)}. ${limits}` : limits}
      error={isGood ? field.error : REPLAY_RATE.fault}
    >
      <Input inputMode="numeric" trailing="per second" value={text} onValueChange={setText} className="w-44" />
    </Field>
  );
}

/** How many deliveries the filter finds now, asked of the API itself by a dry run. */
function useMatched(create: ReplayActions["create"], filter: JobFilter) {
  const place = usePlace();
  return useQuery({
    queryKey: ["replays", place, "count", filter],
    queryFn: async () => (await readAction(create(place, { filter, dryRun: true }))).matched,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
}

function Matched({ count }: { count: ReturnType<typeof useMatched> }) {
  if (count.error !== null) return <ErrorNotice title="The deliveries could not be counted" error={count.error} />;
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
