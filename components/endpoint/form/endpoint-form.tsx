"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Form, FormEnd } from "#components/form/form.tsx";
import { useOperationForm } from "#components/form/use-operation-form.ts";
import { placeHref } from "#components/place/place.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { toast } from "#components/popup/toast.tsx";
import { SecretReveal } from "#components/secret/secret-reveal.tsx";
import type { Tab } from "#components/ui/tabs.tsx";
import type { Endpoint } from "#domain/endpoint/schema.ts";
import { ENDPOINT_DEFAULTS } from "#domain/endpoint/words.ts";
import { fieldsNamedIn } from "#domain/rule/field.ts";
import { ENDPOINT_NOUNS, type EndpointActions } from "../actions.ts";
import { EndpointFields, type EndpointInput } from "./endpoint-fields.tsx";

type EndpointFormProps = {
  eventTypes: readonly string[];
  /** The app's retry schedule in seconds. */
  appSchedule: readonly number[];
};

/** Makes an endpoint, shows its secret once, and goes to it. */
export function CreateEndpointForm(
  props: EndpointFormProps & { create: EndpointActions["create"]; snippets: readonly Tab[] },
) {
  const { create, snippets, ...fields } = props;
  const place = usePlace();
  const router = useRouter();
  const [made, setMade] = useState<{ id: string; secret: string | null } | null>(null);
  const form = useOperationForm((input) => create(place, input), {
    schema: async () => (await import("#domain/endpoint/schema.ts")).createEndpointInput,
    values: NEW_ENDPOINT,
    refetch: ["endpoints"],
    onDone: setMade,
  });
  const leave = () => {
    if (made === null) return;
    setMade({ id: made.id, secret: null });
    router.replace(placeHref(place, "endpoints", made.id));
  };
  return (
    <>
      <Form form={form} refusedTitle="The endpoint was not created">
        <EndpointFields {...fields} isNew storedHeaders={[]} />
        <FormEnd
          form={form}
          cancelHref={placeHref(place, "endpoints")}
          pendingLabel="Creating…"
          isDisabled={made !== null}
        >
          Create endpoint
        </FormEnd>
      </Form>
      <SecretReveal
        secret={made?.secret ?? null}
        description="Messages to this endpoint are signed with it. It is shown this once."
        snippets={snippets}
        doneLabel="Go to the endpoint"
        onDone={leave}
      />
    </>
  );
}

const NEW_ENDPOINT: EndpointInput = { url: "", ...ENDPOINT_DEFAULTS };

/** Changes an endpoint's settings and goes back to it. */
export function EditEndpointForm(props: EndpointFormProps & { endpoint: Endpoint; update: EndpointActions["update"] }) {
  const { endpoint, update, ...fields } = props;
  const place = usePlace();
  const router = useRouter();
  const { id } = endpoint;
  const href = placeHref(place, "endpoints", id);
  const form = useOperationForm((input) => update(place, { id, ...input }), {
    schema: async () =>
      (await import("#domain/endpoint/schema.ts")).updateEndpointInput.omit({ id: true, status: true }),
    values: settingsOf(endpoint),
    changesOnly: true,
    refetch: ENDPOINT_NOUNS,
    answers: ["endpoint", place, id],
    onDone: () => {
      toast.success("The settings are saved");
      router.push(href);
    },
  });
  return (
    <Form form={form} refusedTitle="Nothing was saved">
      <EndpointFields {...fields} isNew={false} storedHeaders={Object.keys(endpoint.requestConfig.headers)} />
      <FormEnd form={form} cancelHref={href} pendingLabel="Saving…" isDisabled={!form.isDirty}>
        Save settings
      </FormEnd>
    </Form>
  );
}

/** An endpoint's settings as the form holds them: no header's value is changed. */
function settingsOf(endpoint: Endpoint): EndpointInput {
  const requestConfig = { ...endpoint.requestConfig, headers: {} };
  return { url: endpoint.url, ...fieldsNamedIn(ENDPOINT_DEFAULTS, endpoint), requestConfig };
}
