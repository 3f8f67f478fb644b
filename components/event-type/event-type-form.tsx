"use client";

import { CircleCheck } from "lucide-react";
import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { LongTextField, TextField, useField } from "#components/form/field.tsx";
import { Form, FormEnd } from "#components/form/form.tsx";
import { useOperationForm } from "#components/form/use-operation-form.ts";
import { placeHref } from "#components/place/place.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { Field } from "#components/ui/field.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { type CheckAction, type CreateAction, EVENT_TYPE_NOUNS } from "./actions.ts";
import { readDocument, tidyDocument } from "./document.ts";
import { draftSchema } from "./draft-schema.ts";
import { type Judgement, useCheck } from "./use-check.ts";

/** An event type as its form holds it: everything as text. */
export type EventTypeTexts = { name: string; description: string; schema: string; example: string };

/** Where a text is no document, it is left for `faultsIn` to say so. */
export function toInput({ schema, example, ...texts }: EventTypeTexts) {
  return { ...texts, schema: readDocument(schema).value, example: readDocument(example).value };
}

export function faultsIn({ schema, example }: EventTypeTexts) {
  return { schema: readDocument(schema).fault, example: readDocument(example).fault };
}

/** Name, description, schema and example of an event type, judged while they are typed. `isNew`: it has no name yet. */
export function EventTypeFields({ isNew, check }: { isNew: boolean; check: CheckAction }) {
  return (
    <>
      <Card title={isNew ? "What it is" : "Description"}>
        <div className="grid gap-4">
          {isNew ? (
            <TextField<EventTypeTexts>
              name="name"
              label="Name"
              hint="Words joined by dots: what it is about, then what happened."
              isMono
              placeholder="order.paid"
              spellCheck={false}
              width="w-full sm:w-96"
            />
          ) : null}
          <LongTextField<EventTypeTexts>
            name="description"
            label="Description"
            isOptional
            isLabelHidden={!isNew}
            rows={2}
            placeholder="When it is sent, and what receivers do with it"
          />
        </div>
      </Card>
      <Documents check={check} />
    </>
  );
}

function Documents({ check }: { check: CheckAction }) {
  const { control, setValue } = useFormContext<EventTypeTexts>();
  const [name, schema, example] = useWatch({ control, name: ["name", "schema", "example"] });
  const judged = useCheck({ name, schema, example }, check);
  const drafted = readDocument(example).value;
  const draft = () => {
    if (drafted === null) return;
    setValue("schema", JSON.stringify(draftSchema(drafted), null, 2), { shouldDirty: true });
  };
  return (
    <Card title="What a message looks like">
      <div className="grid gap-x-6 gap-y-4 lg:grid-cols-2">
        <DocumentField
          name="schema"
          label="Schema"
          hint="JSON Schema of the whole message, 2020-12 or draft 7."
          placeholder={SCHEMA_START}
          judged={judged.schema}
          actions={
            <Button size="sm" variant="ghost" disabled={drafted === null} onClick={draft}>
              Draft from the example
            </Button>
          }
        />
        <DocumentField
          name="example"
          label="Example"
          hint="A message as it is sent. Tests send it; its type is filled in."
          placeholder={EXAMPLE_START}
          judged={judged.example}
        />
      </div>
    </Card>
  );
}

const SCHEMA_START = `{
  "type": "object",
  "required": ["data"],
  "properties": {
    "data": { "type": "object" }
  }
}`;

const EXAMPLE_START = `{
  "data": {
    "order": "A-1001",
    "total": "129.90"
  }
}`;

function DocumentField(props: {
  name: "schema" | "example";
  label: string;
  hint: ReactNode;
  placeholder: string;
  /** What is known of it while it is typed: newer than what the form was refused for. */
  judged: Judgement;
  actions?: ReactNode;
}) {
  const { name, label, hint, placeholder, judged, actions } = props;
  const { value: text, onChange, error: refused } = useField<string>(name);
  const error = judged.error ?? (judged.verdict === null ? refused : undefined);
  return (
    <div className="grid min-w-0 content-start gap-2">
      <Field label={label} isOptional hint={hint} error={error}>
        <Textarea
          isMono
          rows={12}
          className="min-h-64"
          spellCheck={false}
          autoComplete="off"
          placeholder={placeholder}
          value={text}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      </Field>
      <div className="flex min-h-7 flex-wrap items-center justify-between gap-2">
        <p role="status" className="flex items-center gap-1.5 text-ok text-sm">
          {judged.verdict === null || error !== undefined ? null : (
            <>
              <CircleCheck aria-hidden="true" className="size-4" />
              {judged.verdict}
            </>
          )}
        </p>
        <div className="flex gap-2">
          {actions}
          <Button size="sm" variant="ghost" disabled={text.trim() === ""} onClick={() => onChange(tidyDocument(text))}>
            Format
          </Button>
        </div>
      </div>
    </div>
  );
}

/** Adds an event type to the catalogue and goes to it. */
export function CreateEventTypeForm({ create, check }: { create: CreateAction; check: CheckAction }) {
  const place = usePlace();
  const router = useRouter();
  const form = useOperationForm((input) => create(place, input), {
    schema: async () => (await import("#domain/event-type/schema.ts")).createEventTypeInput,
    values: { name: "", description: "", schema: "", example: "" },
    check: faultsIn,
    toInput,
    refetch: EVENT_TYPE_NOUNS,
    onDone: ({ name }) => router.push(placeHref(place, "event-types", name)),
  });
  return (
    <Form form={form} refusedTitle="The event type was not added">
      <EventTypeFields isNew check={check} />
      <FormEnd form={form} cancelHref={placeHref(place, "event-types")} pendingLabel="Adding…">
        Add event type
      </FormEnd>
    </Form>
  );
}
