import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import type { CheckAction } from "./actions.ts";
import { readDocument } from "./document.ts";
import { DocumentField } from "./document-field.tsx";
import { draftSchema } from "./draft-schema.ts";
import { useCheck } from "./use-check.ts";
import type { EventTypeTexts, Issues } from "./values.ts";

export type EventTypeFieldsProps = {
  texts: EventTypeTexts;
  issues: Issues;
  /** False: the name is given and stays. */
  isNew: boolean;
  check: CheckAction;
  onChange: (change: Partial<EventTypeTexts>) => void;
};

/** Name, description, schema and example of an event type, judged while they are typed. */
export function EventTypeFields({ texts, issues, isNew, check, onChange }: EventTypeFieldsProps) {
  const errorAt = (path: string) => issues.find((issue) => issue.path === path)?.message;
  return (
    <>
      <Card title={isNew ? "What it is" : "Description"}>
        <div className="grid gap-4">
          {isNew ? (
            <Field
              label="Name"
              hint="Words joined by dots: what it is about, then what happened."
              error={errorAt("name")}
            >
              <Input
                isMono
                value={texts.name}
                onValueChange={(name) => onChange({ name })}
                placeholder="order.paid"
                spellCheck={false}
                autoComplete="off"
                className="w-full sm:w-96"
              />
            </Field>
          ) : null}
          <Field label="Description" isOptional isLabelHidden={!isNew} error={errorAt("description")}>
            <Textarea
              rows={2}
              value={texts.description}
              onChange={(event) => onChange({ description: event.currentTarget.value })}
              placeholder="When it is sent, and what receivers do with it"
            />
          </Field>
        </div>
      </Card>
      <Documents texts={texts} issues={issues} check={check} onChange={onChange} />
    </>
  );
}

function Documents({ texts, issues, check, onChange }: Omit<EventTypeFieldsProps, "isNew">) {
  const judged = useCheck(texts, check);
  const example = readDocument(texts.example).value;
  const refused = (name: string) => issues.find(({ path }) => path === name || path.startsWith(`${name}.`))?.message;
  return (
    <Card title="What a message looks like">
      <div className="grid gap-x-6 gap-y-4 lg:grid-cols-2">
        <DocumentField
          label="Schema"
          hint="JSON Schema of the whole message, 2020-12 or draft 7."
          placeholder={SCHEMA_START}
          text={texts.schema}
          onChange={(schema) => onChange({ schema })}
          error={judged.schema.error ?? (judged.schema.verdict === null ? refused("schema") : undefined)}
          verdict={judged.schema.verdict}
          actions={
            <Button
              size="sm"
              variant="ghost"
              disabled={example === null}
              onClick={() => example && onChange({ schema: JSON.stringify(draftSchema(example), null, 2) })}
            >
              Draft from the example
            </Button>
          }
        />
        <DocumentField
          label="Example"
          hint="A message as it is sent. Tests send it; its type is filled in."
          placeholder={EXAMPLE_START}
          text={texts.example}
          onChange={(text) => onChange({ example: text })}
          error={judged.example.error ?? (judged.example.verdict === null ? refused("example") : undefined)}
          verdict={judged.example.verdict}
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
