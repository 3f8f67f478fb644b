"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type ReactElement, useId, useState, useTransition } from "react";
import { placeHref } from "#components/place/place.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { refusalSentence } from "#components/query/refusal-sentence.ts";
import { type Action, runAction } from "#components/query/run-action.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogClose } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { LateSelect } from "#components/ui/late-select.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { messageFault } from "./message-fault.ts";

/** The server action that takes a message; `deliveries` says how many endpoints it goes to. */
export type SendAction = Action<
  { body: Uint8Array<ArrayBuffer>; contentType: string },
  { id: string; deliveries: number }
>;

/** A message to start from: a type of the catalogue with its example as JSON text. */
export type Example = { name: string; text: string };

export type SendEventProps = {
  send: SendAction;
  trigger: ReactElement;
  title: string;
  /** What the editor holds at first. */
  start?: string;
  examples?: readonly Example[];
};

/** Sends an event by hand: the text is the message, byte for byte. Leads to the event once it is accepted. */
export function SendEvent({ send, trigger, title, start = START, examples = [] }: SendEventProps) {
  const place = usePlace();
  const router = useRouter();
  const queryClient = useQueryClient();
  const formId = useId();
  const [isOpen, setIsOpen] = useState(false);
  const [text, setText] = useState(start);
  const [refused, setRefused] = useState<string>();
  const [isPending, startSending] = useTransition();
  const submit = () => {
    const fault = messageFault(text);
    setRefused(fault ?? undefined);
    if (fault !== null) return;
    startSending(async () => {
      const body = new TextEncoder().encode(text);
      const outcome = await runAction(send(place, { body, contentType: "application/json" }));
      if (!outcome.ok) {
        setRefused(refusalSentence(outcome.refusal));
        return;
      }
      void queryClient.invalidateQueries({ queryKey: ["events"] });
      setIsOpen(false);
      router.push(placeHref(place, "events", outcome.value.id));
    });
  };
  return (
    <Dialog
      trigger={trigger}
      open={isOpen}
      onOpenChange={setIsOpen}
      size="lg"
      title={title}
      description="The text is the message. It goes to every endpoint that subscribes to its type, byte for byte."
      footer={
        <>
          <DialogClose>
            <Button>Cancel</Button>
          </DialogClose>
          <Button type="submit" form={formId} variant="primary" isPending={isPending} pendingLabel="Sending…">
            Send event
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {examples.length === 0 ? null : (
          <Field label="Start from">
            <LateSelect
              placeholder="An example of the catalogue"
              options={examples.map(({ name }) => ({ value: name, label: name }))}
              onValueChange={(name) => setText(examples.find((one) => one.name === name)?.text ?? text)}
            />
          </Field>
        )}
        <Field label="Message" error={refused} hint='A JSON object with a "type", at most 256 KiB.'>
          <Textarea
            isMono
            rows={12}
            className="min-h-64"
            value={text}
            spellCheck={false}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        </Field>
      </form>
    </Dialog>
  );
}

const START = `{
  "type": "order.paid",
  "data": {
    "order": "A-1001",
    "total": "129.90"
  }
}`;
