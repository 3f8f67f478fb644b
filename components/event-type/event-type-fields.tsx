import { useFormContext, useWatch } from "react-hook-form";
import { LongTextField, TextField } from "#components/form/field.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import type { CheckAction } from "./actions.ts";
import { readDocument } from "./document.ts";
import { DocumentField } from "./document-field.tsx";
import { draftSchema } from "./draft-schema.ts";
import { useCheck } from "./use-check.ts";

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
