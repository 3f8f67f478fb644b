"use client";

import { useState } from "react";
import { parseStatusCode } from "#components/query/accepted.ts";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { FilterChip } from "#components/ui/filter-chip.tsx";
import { Input } from "#components/ui/input.tsx";

/** Filters by a response code; closes once one is chosen. */
export function CodeChip({ value, onChange }: { value: number | null; onChange: (code: number | null) => void }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <FilterChip
      label="Code"
      value={value === null ? null : String(value)}
      onRemove={() => onChange(null)}
      open={isOpen}
      onOpenChange={setIsOpen}
    >
      <CodeForm
        value={value}
        onChoose={(code) => {
          setIsOpen(false);
          onChange(code);
        }}
      />
    </FilterChip>
  );
}

/** The common ones to press, any other to type. */
function CodeForm({ value, onChoose }: { value: number | null; onChoose: (code: number) => void }) {
  const [text, setText] = useState(value === null ? "" : String(value));
  const [error, setError] = useState<string>();
  const submit = () => {
    const code = parseStatusCode(text);
    if (code !== null) onChoose(code);
    else setError("A status is a number from 100 to 599.");
  };
  return (
    <form
      className="grid w-56 gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div className="grid grid-cols-4 gap-1.5">
        {COMMON.map((code) => (
          <Button key={code} size="sm" onClick={() => onChoose(code)}>
            {code}
          </Button>
        ))}
      </div>
      <Field label="Response code" error={error}>
        <div className="flex gap-1.5">
          <Input inputMode="numeric" value={text} onValueChange={setText} />
          <Button type="submit">Show</Button>
        </div>
      </Field>
    </form>
  );
}

const COMMON = [200, 204, 400, 401, 404, 410, 429, 500, 502, 503, 504];
