"use client";

import { useState } from "react";
import { IdSearch } from "#components/delivery/id-search.tsx";
import { TimeChip } from "#components/delivery/time-chip.tsx";
import { shortenId } from "#components/format/short-id.ts";
import { placeHref } from "#components/place/place.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { FilterBar } from "#components/ui/filter-bar.tsx";
import { FilterChip } from "#components/ui/filter-chip.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
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
  const place = usePlace();
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
      {filters.sourceId === null ? null : (
        <FilterChip label="Source" value={shortenId(filters.sourceId)} onRemove={() => onChange({ sourceId: null })}>
          <TextLink href={placeHref(place, "sources", filters.sourceId)}>Open the source</TextLink>
        </FilterChip>
      )}
      <TimeChip range={{ after: filters.after, before: filters.before }} onChange={onChange} />
    </FilterBar>
  );
}
