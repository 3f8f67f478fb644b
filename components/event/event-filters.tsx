"use client";

import { useState } from "react";
import { IdSearch } from "#components/delivery/id-search.tsx";
import { TimeChip } from "#components/delivery/time-chip.tsx";
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
}) {
  const { filters, onChange } = props;
  const [isTypeOpen, setIsTypeOpen] = useState(false);
  return (
    <FilterBar isFiltered={isFiltered(filters)} onClearAll={props.onClearAll}>
      <IdSearch label="Find by event id" value={filters.q} onSearch={(q) => onChange({ q })} />
      <FilterChip
        label="Event type"
        value={filters.type}
        onRemove={() => onChange({ type: null })}
        open={isTypeOpen}
        onOpenChange={setIsTypeOpen}
      >
        <TypeChoice
          seen={props.seenTypes}
          value={filters.type}
          onChoose={(type) => {
            setIsTypeOpen(false);
            onChange({ type });
          }}
        />
      </FilterChip>
      <TimeChip range={{ after: filters.after, before: filters.before }} onChange={onChange} />
    </FilterBar>
  );
}
