import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { readDocument } from "#components/event-type/document.ts";
import { eventTypeQuery } from "#components/event-type/queries.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import type { Test } from "./use-test.ts";

/** Another test: of a type of the catalogue, with its example or with what is written in its place. */
export function TestEditor({ test, eventTypes }: { test: Test; eventTypes: readonly string[] }) {
  const [type, setType] = useState(PLAIN);
  const [isEditing, setIsEditing] = useState(false);
  const [text, setText] = useState<string | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const example = useExample(type, isEditing);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const read = readDocument((isEditing ? text : null) ?? "");
    setFault(read.fault);
    if (read.fault !== null) return;
    test.send({
      ...(type === PLAIN ? {} : { eventType: type }),
      ...(read.value === null ? {} : { payload: read.value }),
    });
  };
  return (
    <form onSubmit={submit} className="grid gap-3 border-line border-t pt-4">
      {isEditing ? (
        <Field
          label="Payload"
          error={fault ?? undefined}
          hint={`The message that is sent, a JSON object. Its "type" is ${type}.`}
        >
          <Textarea
            isMono
            rows={8}
            spellCheck={false}
            value={text ?? example}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        </Field>
      ) : null}
      <div className="flex flex-wrap items-center gap-2">
        <Select
          label="Event type of the test"
          size="sm"
          options={[PLAIN, ...eventTypes].map((value) => ({ value, label: value }))}
          value={type}
          onValueChange={(next) => {
            setType(next);
            setText(null);
            setFault(null);
          }}
        />
        <Button size="sm" variant="ghost" aria-expanded={isEditing} onClick={() => setIsEditing(!isEditing)}>
          {isEditing ? "Use the example" : "Edit payload"}
        </Button>
        <Button size="sm" type="submit" disabled={test.isSending}>
          Send again
        </Button>
      </div>
    </form>
  );
}

const PLAIN = "endpoint.test";

/** What a test of this type sends as long as nothing else is written. */
function useExample(type: string, isWanted: boolean): string {
  const { data } = useQuery({ ...eventTypeQuery(usePlace(), type), enabled: isWanted && type !== PLAIN });
  return JSON.stringify(data?.example ?? { type, data: {} }, null, 2);
}
