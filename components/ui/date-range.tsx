"use client";

import { useState } from "react";
import { Button } from "./button.tsx";
import { Field } from "./field.tsx";
import { Input } from "./input.tsx";

/** A span of time; both ends ISO 8601 UTC, null where open. */
export type Range = { after: string | null; before: string | null };

/** Presets and two ends to type, in the viewer's zone. Put it into a `FilterChip` or `Popover`. */
export function DateRange({ range, onRangeChange }: { range: Range; onRangeChange: (range: Range) => void }) {
  const [after, setAfter] = useState(toLocalInput(range.after));
  const [before, setBefore] = useState(toLocalInput(range.before));
  const isBackwards = after !== "" && before !== "" && after >= before;
  return (
    <form
      className="grid w-64 gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isBackwards) onRangeChange({ after: fromLocalInput(after), before: fromLocalInput(before) });
      }}
    >
      <div className="grid grid-cols-2 gap-1.5">
        {PRESETS.map((preset) => (
          <Button
            key={preset.label}
            size="sm"
            onClick={() => onRangeChange({ after: new Date(Date.now() - preset.spanMs).toISOString(), before: null })}
          >
            {preset.label}
          </Button>
        ))}
      </div>
      <Field label="From">
        <Input type="datetime-local" value={after} onValueChange={setAfter} />
      </Field>
      <Field label="To" error={isBackwards ? "The end must come after the start." : undefined}>
        <Input type="datetime-local" value={before} onValueChange={setBefore} />
      </Field>
      <Button type="submit" variant="primary" size="sm" disabled={isBackwards}>
        Show this range
      </Button>
    </form>
  );
}

const HOUR_MS = 3_600_000;
const PRESETS = [
  { label: "Last hour", spanMs: HOUR_MS },
  { label: "Last 24 h", spanMs: 24 * HOUR_MS },
  { label: "Last 7 d", spanMs: 7 * 24 * HOUR_MS },
  { label: "Last 30 d", spanMs: 30 * 24 * HOUR_MS },
];

function toLocalInput(iso: string | null) {
  if (iso === null) return "";
  const at = new Date(iso);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function fromLocalInput(text: string) {
  return text === "" ? null : new Date(text).toISOString();
}
