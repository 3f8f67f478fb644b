"use client";

import { useRouter } from "next/navigation";
import { LongTextField } from "#components/form/field.tsx";
import { FormDialog } from "#components/form/form-dialog.tsx";
import { useOperationForm } from "#components/form/use-operation-form.ts";
import { placeHref } from "#components/place/place.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { Select, type TriggerProps } from "#components/popup/popup.tsx";
import type { Action } from "#components/query/call-action.ts";
import { Field } from "#components/ui/field.tsx";
import { messageFault } from "./message-fault.ts";

/** The server action that takes a message; `deliveries` says how many endpoints it goes to. */
export type SendAction = Action<SendInput, { id: string; deliveries: number }>;
type SendInput = { body: Uint8Array<ArrayBuffer>; contentType: string };

/** A message to start from: a type of the catalogue with its example as JSON text. */
export type Example = { name: string; text: string };

export type SendEventProps = {
  send: SendAction;
  trigger: TriggerProps;
  title: string;
  /** What the editor holds at first. */
  start?: string;
  examples?: readonly Example[];
};

/** Sends an event by hand: the text is the message, byte for byte. Leads to the event once it is accepted. */
export function SendEvent({ send, trigger, title, start = START, examples = [] }: SendEventProps) {
  const place = usePlace();
  const router = useRouter();
  const form = useOperationForm((input: SendInput) => send(place, input), {
    values: { text: start },
    check: ({ text }) => ({ text: messageFault(text) }),
    toInput: ({ text }) => ({ body: new TextEncoder().encode(text), contentType: "application/json" }),
    refetch: ["events"],
    onDone: ({ id }) => router.push(placeHref(place, "events", id)),
  });
  const startFrom = (name: string) => {
    const example = examples.find((one) => one.name === name);
    if (example) form.methods.setValue("text", example.text, { shouldDirty: true });
  };
  return (
    <FormDialog
      form={form}
      trigger={trigger}
      size="lg"
      title={title}
      description="The text is the message. It goes to every endpoint that subscribes to its type, byte for byte."
      submitLabel="Send event"
      pendingLabel="Sending…"
      refusedTitle="The event was not sent"
    >
      {examples.length === 0 ? null : (
        <Field label="Start from">
          <Select
            placeholder="An example of the catalogue"
            options={examples.map(({ name }) => ({ value: name, label: name }))}
            onValueChange={startFrom}
          />
        </Field>
      )}
      <LongTextField<{ text: string }>
        name="text"
        label="Message"
        hint='A JSON object with a "type", at most 256 KiB.'
        isMono
        rows={12}
        height="min-h-64"
      />
    </FormDialog>
  );
}

const START = `{
  "type": "order.paid",
  "data": {
    "order": "A-1001",
    "total": "129.90"
  }
}`;
