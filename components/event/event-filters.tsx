"use client";

import type { ReactNode } from "react";
import { IdSearch } from "#components/delivery/id-search.tsx";
import { rangeWords } from "#components/delivery/range-words.ts";
import { useTimeZone } from "#components/delivery/use-time-zone.ts";
import { DateRange } from "#components/ui/date-range.tsx";
import { FilterBar } from "#components/ui/filter-bar.tsx";
import { FilterChip } from "#components/ui/filter-chip.tsx";
import { type EventFilters, isFiltered } from "./filter.ts";
import { TypeChoice } from "./type-choice.tsx";

/** The list's filters: each a chip, all of them in the address. */
export function EventFilterBar(props: {
  filters: EventFilters;
  onChange: (change: Partial<EventFilters>) => void;
  onClearAll: () => void;
  seenTypes: readonly string[];
  trailing: ReactNode;
}) {
  const { filters, onChange } = props;
  const zone = useTimeZone();
  return (
    <FilterBar isFiltered={isFiltered(filters)} onClearAll={props.onClearAll} trailing={props.trailing}>
      <IdSearch label="Find by event id" value={filters.q} onSearch={(q) => onChange({ q })} />
      <FilterChip label="Event type" value={filters.type} onRemove={() => onChange({ type: null })}>
        <TypeChoice seen={props.seenTypes} value={filters.type} onChoose={(type) => onChange({ type })} />
      </FilterChip>
      <FilterChip
        label="Time"
        value={rangeWords(filters, zone)}
        onRemove={() => onChange({ after: null, before: null })}
      >
        <DateRange range={{ after: filters.after, before: filters.before }} onRangeChange={onChange} />
      </FilterChip>
    </FilterBar>
  );
}
