"use client";

import { useState } from "react";
import { useTimeZone } from "#components/time/clock.tsx";
import { rangeWords } from "#components/time/words.ts";
import { DateRange, type Range } from "#components/ui/date-range.tsx";
import { FilterChip } from "#components/ui/filter-chip.tsx";

/** Filters by a span of time, shown in the viewer's own; closes once a span is chosen. */
export function TimeChip({ range, onChange }: { range: Range; onChange: (range: Range) => void }) {
  const [isOpen, setIsOpen] = useState(false);
  const zone = useTimeZone();
  const choose = (chosen: Range) => {
    setIsOpen(false);
    onChange(chosen);
  };
  return (
    <FilterChip
      label="Time"
      value={rangeWords(range, zone)}
      onRemove={() => onChange({ after: null, before: null })}
      open={isOpen}
      onOpenChange={setIsOpen}
    >
      <DateRange range={range} onRangeChange={choose} />
    </FilterChip>
  );
}
