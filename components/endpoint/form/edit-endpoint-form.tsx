"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { FormProvider, useForm } from "react-hook-form";
import type { z } from "zod";
import { placeHref } from "#components/place/place.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { type Action, runAction } from "#components/query/run-action.ts";
import { Button } from "#components/ui/button.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { toast } from "#components/ui/toast.ts";
import type { Endpoint, updateEndpointInput } from "#domain/endpoint/schema.ts";
import { useRefresh } from "../use-refresh.ts";
import { EndpointFields } from "./endpoint-fields.tsx";
import { type EndpointFormValues, formValuesOf } from "./form-values.ts";
import { type EndpointChange, onlyChanged } from "./only-changed.ts";
import { refuseFields } from "./refuse-fields.ts";

export type UpdateAction = Action<z.input<typeof updateEndpointInput>, Endpoint>;

/** Changes an endpoint's settings and goes back to it. */
export function EditEndpointForm(props: {
  endpoint: Endpoint;
  update: UpdateAction;
  eventTypes: readonly string[];
  appSchedule: readonly number[];
}) {
  const { endpoint, update, eventTypes, appSchedule } = props;
  const place = usePlace();
  const router = useRouter();
  const refresh = useRefresh(endpoint.id);
  const [refusal, setRefusal] = useState<string | null>(null);
  const form = useForm<EndpointFormValues, unknown, EndpointChange>({
    resolver: async (...given) => (await import("./form-resolver.ts")).updateResolver(endpoint)(...given),
    defaultValues: formValuesOf(endpoint, appSchedule),
  });
  const { dirtyFields, isDirty, isSubmitting } = form.formState;
  const href = placeHref(place, "endpoints", endpoint.id);
  const submit = form.handleSubmit(async (change) => {
    const outcome = await runAction(update(place, { id: endpoint.id, ...onlyChanged(change, dirtyFields) }));
    if (!outcome.ok) return setRefusal(refuseFields(outcome.refusal, form.setError));
    await refresh(outcome.value);
    toast.success("The settings are saved");
    router.push(href);
  });
  return (
    <FormProvider {...form}>
      <form noValidate onSubmit={(event) => void submit(event)} className="grid gap-4">
        {refusal === null ? null : (
          <Notice tone="bad" title="Nothing was saved">
            {refusal}
          </Notice>
        )}
        <EndpointFields eventTypes={eventTypes} appSchedule={appSchedule} isNew={false} />
        <div className="flex justify-end gap-2">
          <ButtonLink href={href}>Cancel</ButtonLink>
          <Button type="submit" variant="primary" isPending={isSubmitting} pendingLabel="Saving…" disabled={!isDirty}>
            Save settings
          </Button>
        </div>
      </form>
    </FormProvider>
  );
}
