"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { FormProvider, useForm } from "react-hook-form";
import type { z } from "zod";
import { placeHref } from "#components/place/place.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { type Action, runAction } from "#components/query/run-action.ts";
import { SecretReveal } from "#components/secret/secret-reveal.tsx";
import { Button } from "#components/ui/button.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { Tab } from "#components/ui/tabs.tsx";
import type { createEndpointInput } from "#domain/endpoint/schema.ts";
import { EndpointFields } from "./endpoint-fields.tsx";
import { type EndpointFormValues, formValuesOf } from "./form-values.ts";
import { refuseFields } from "./refuse-fields.ts";

type CreateInput = z.output<typeof createEndpointInput>;
export type CreateAction = Action<CreateInput, { id: string; secret: string }>;

/** Makes an endpoint, shows its secret once, and goes to it. */
export function CreateEndpointForm(props: {
  create: CreateAction;
  eventTypes: readonly string[];
  appSchedule: readonly number[];
  snippets: readonly Tab[];
}) {
  const { create, eventTypes, appSchedule, snippets } = props;
  const place = usePlace();
  const router = useRouter();
  const queryClient = useQueryClient();
  const [refusal, setRefusal] = useState<string | null>(null);
  const [made, setMade] = useState<{ id: string; secret: string | null } | null>(null);
  const form = useForm<EndpointFormValues, unknown, CreateInput>({
    resolver: async (...given) => (await import("./form-resolver.ts")).createResolver(...given),
    defaultValues: formValuesOf(null, appSchedule),
  });
  const submit = form.handleSubmit(async (input) => {
    const outcome = await runAction(create(place, input));
    if (!outcome.ok) return setRefusal(refuseFields(outcome.refusal, form.setError));
    setRefusal(null);
    setMade(outcome.value);
    await queryClient.invalidateQueries({ queryKey: ["endpoints"] });
  });
  const leave = () => {
    if (made === null) return;
    setMade({ id: made.id, secret: null });
    router.replace(placeHref(place, "endpoints", made.id));
  };
  const isPending = form.formState.isSubmitting;
  return (
    <FormProvider {...form}>
      <form noValidate onSubmit={(event) => void submit(event)} className="grid gap-4">
        {refusal === null ? null : (
          <Notice tone="bad" title="The endpoint was not created">
            {refusal}
          </Notice>
        )}
        <EndpointFields eventTypes={eventTypes} appSchedule={appSchedule} isNew />
        <div className="flex justify-end gap-2">
          <ButtonLink href={placeHref(place, "endpoints")}>Cancel</ButtonLink>
          <Button
            type="submit"
            variant="primary"
            isPending={isPending}
            pendingLabel="Creating…"
            disabled={made !== null}
          >
            Create endpoint
          </Button>
        </div>
      </form>
      <SecretReveal
        secret={made?.secret ?? null}
        description="Messages to this endpoint are signed with it. It is shown this once."
        snippets={snippets}
        doneLabel="Go to the endpoint"
        onDone={leave}
      />
    </FormProvider>
  );
}
