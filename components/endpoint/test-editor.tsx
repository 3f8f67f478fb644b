import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { readDocument } from "#components/event-type/document.ts";
import { eventTypeQuery } from "#components/event-type/queries.ts";
import { useField } from "#components/form/field.tsx";
import { Form } from "#components/form/form.tsx";
import { useFormOf } from "#components/form/use-operation-form.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { Select } from "#components/popup/popup.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import type { Test, TestMessage } from "./use-test.ts";

/** Another test: of a type of the catalogue, with its example or with what is written in its place. */
export function TestEditor({ test, eventTypes }: { test: Test; eventTypes: readonly string[] }) {
  const [isEditing, setIsEditing] = useState(false);
  const form = useFormOf(test, {
    values: AS_IT_IS,
    check: ({ text }) => ({ text: isEditing ? readDocument(text ?? "").fault : null }),
    toInput: ({ type, text }): TestMessage => {
      const payload = readDocument((isEditing ? text : null) ?? "").value;
      return { ...(type === PLAIN ? {} : { eventType: type }), ...(payload === null ? {} : { payload }) };
    },
    isScratch: true,
  });
  const type = form.methods.watch("type");
  return (
    <Form form={form} className="grid gap-3 border-line border-t pt-4">
      {isEditing ? <PayloadField type={type} /> : null}
      <div className="flex flex-wrap items-center gap-2">
        <Select
          label="Event type of the test"
          size="sm"
          options={[PLAIN, ...eventTypes].map((value) => ({ value, label: value }))}
          value={type}
          onValueChange={(next) => form.methods.reset({ type: next, text: null })}
        />
        <Button size="sm" variant="ghost" aria-expanded={isEditing} onClick={() => setIsEditing(!isEditing)}>
          {isEditing ? "Use the example" : "Edit payload"}
        </Button>
        <Button size="sm" type="submit" disabled={test.isPending}>
          Send again
        </Button>
      </div>
    </Form>
  );
}

const PLAIN = "endpoint.test";

/** `text` is null until somebody writes one in place of the example. */
const AS_IT_IS: { type: string; text: string | null } = { type: PLAIN, text: null };

function PayloadField({ type }: { type: string }) {
  const { value, onChange, error } = useField<string | null>("text");
  const { data } = useQuery({ ...eventTypeQuery(usePlace(), type), enabled: type !== PLAIN });
  return (
    <Field label="Payload" error={error} hint={`The message that is sent, a JSON object. Its "type" is ${type}.`}>
      <Textarea
        isMono
        rows={8}
        spellCheck={false}
        value={value ?? JSON.stringify(data?.example ?? { type, data: {} }, null, 2)}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </Field>
  );
}
