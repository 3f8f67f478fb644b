"use client";

import { useState } from "react";
import { eventTypeIssue } from "#components/query/accepted.ts";
import { Button } from "#components/ui/button.tsx";
import { CheckList } from "#components/ui/check-list.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";

/** Event types to filter by: those seen lately to tick, any other to type. */
export function TypeList(props: {
  seen: readonly string[];
  values: readonly string[];
  onValuesChange: (values: string[]) => void;
}) {
  const { seen, values, onValuesChange } = props;
  const [text, setText] = useState("");
  const [error, setError] = useState<string>();
  const known = [...new Set([...values, ...seen])].sort();
  const add = () => {
    const issue = eventTypeIssue(text.trim());
    setError(issue ?? undefined);
    if (issue !== null) return;
    onValuesChange([...new Set([...values, text.trim()])]);
    setText("");
  };
  return (
    <div className="grid w-64 gap-3">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          add();
        }}
      >
        <Field label="Event type" error={error}>
          <div className="flex gap-1.5">
            <Input value={text} onValueChange={setText} placeholder="order.paid" isMono spellCheck={false} />
            <Button type="submit" disabled={text.trim() === ""}>
              Add
            </Button>
          </div>
        </Field>
      </form>
      {known.length === 0 ? null : (
        <CheckList
          label="Event types seen lately"
          options={known.map((type) => ({ value: type, label: <span className="font-mono text-xs">{type}</span> }))}
          values={values}
          onValuesChange={onValuesChange}
        />
      )}
    </div>
  );
}
