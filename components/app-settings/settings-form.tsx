"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { usePlace } from "#components/place/place-context.tsx";
import { runAction } from "#components/query/run-action.ts";
import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { toast } from "#components/ui/toast.ts";
import type { App } from "#domain/app/schema.ts";
import type { UpdateAppAction } from "./actions.ts";
import { SettingsFields } from "./settings-fields.tsx";
import { faultsOf, type Issues, type SettingsValues, toInput, valuesOf } from "./values.ts";

/** Changes an app's settings; only what was touched is sent. */
export function SettingsForm(props: { app: App; defaultSchedule: readonly number[]; update: UpdateAppAction }) {
  const { defaultSchedule, update } = props;
  const place = usePlace();
  const router = useRouter();
  const queryClient = useQueryClient();
  const [app, setApp] = useState(props.app);
  const [values, setValues] = useState<SettingsValues>(() => valuesOf(app, defaultSchedule));
  const [issues, setIssues] = useState<Issues>([]);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isPending, start] = useTransition();
  const input = toInput(values, app);
  const isTouched = Object.keys(input).length > 0;
  const submit = () =>
    start(async () => {
      const faults = await faultsOf(input);
      setIssues(faults);
      setRefusal(null);
      if (faults.length > 0 || !isTouched) return;
      const outcome = await runAction(update(place, input));
      if (!outcome.ok) {
        setIssues(outcome.refusal.issues);
        setRefusal(outcome.refusal.detail);
        return;
      }
      setApp(outcome.value);
      setValues(valuesOf(outcome.value, defaultSchedule));
      toast.success("The settings are saved");
      await queryClient.invalidateQueries({ queryKey: ["audit"] });
      // The name stands in the frame around the page.
      router.refresh();
    });
  return (
    <form
      noValidate
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {refusal === null ? null : (
        <Notice tone="bad" title="Nothing was saved">
          {refusal}
        </Notice>
      )}
      <SettingsFields
        values={values}
        issues={issues}
        defaultSchedule={defaultSchedule}
        onChange={(change) => setValues({ ...values, ...change })}
      />
      <div className="flex items-center justify-end gap-2">
        {isTouched ? <p className="mr-2 text-ink-muted text-sm">Not saved yet</p> : null}
        <Button disabled={!isTouched} onClick={() => setValues(valuesOf(app, defaultSchedule))}>
          Put back
        </Button>
        <Button type="submit" variant="primary" isPending={isPending} pendingLabel="Saving…" disabled={!isTouched}>
          Save settings
        </Button>
      </div>
    </form>
  );
}
