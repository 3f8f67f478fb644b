"use client";

import { useState } from "react";
import { eventTypeIssue } from "#components/query/accepted.ts";
import { Button } from "#components/ui/button.tsx";
import { ChoiceList } from "#components/ui/choice-list.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";

/** An event type to filter by: those seen lately to press, any other to type. */
export function TypeChoice(props: { seen: readonly string[]; value: string | null; onChoose: (type: string) => void }) {
  const [text, setText] = useState(props.value ?? "");
  const [error, setError] = useState<string>();
  const seen = [...props.seen].sort();
  return (
    <div className="grid w-64 gap-3">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const issue = eventTypeIssue(text.trim());
          setError(issue ?? undefined);
          if (issue === null) props.onChoose(text.trim());
        }}
      >
        <Field label="Event type" error={error}>
          <div className="flex gap-1.5">
            <Input value={text} onValueChange={setText} placeholder="order.paid" isMono spellCheck={false} />
            <Button type="submit" disabled={text.trim() === ""}>
              Show
            </Button>
          </div>
        </Field>
      </form>
      {seen.length === 0 ? null : (
        <ChoiceList
          label="Event types seen lately"
          choices={seen.map((type) => ({
            value: type,
            label: type,
            face: <span className="font-mono text-xs">{type}</span>,
          }))}
          value={props.value}
          onChoose={props.onChoose}
        />
      )}
    </div>
  );
}
