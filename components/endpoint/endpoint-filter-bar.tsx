import { StaleBadge } from "#components/query/stale-badge.tsx";
import { STATES } from "#components/state/state.ts";
import { StatePill } from "#components/state/state-pill.tsx";
import { ChoiceList } from "#components/ui/choice-list.tsx";
import { FilterBar } from "#components/ui/filter-bar.tsx";
import { FilterChip } from "#components/ui/filter-chip.tsx";
import { SearchInput } from "#components/ui/search-input.tsx";
import { EventTypeForm } from "./event-type-form.tsx";
import { ENDPOINT_STATUSES, type EndpointFilters, HEALTH_STATES, isFiltered } from "./filter.ts";

/** The list's filters: each a chip, all of them in the address. */
export function EndpointFilterBar(props: {
  filters: EndpointFilters;
  /** Why the rows below are not up to date; null while they are. */
  error: Error | null;
  onChange: (change: Partial<EndpointFilters>) => void;
  onClearAll: () => void;
}) {
  const { filters, error, onChange, onClearAll } = props;
  return (
    <FilterBar isFiltered={isFiltered(filters)} onClearAll={onClearAll} trailing={<StaleBadge error={error} />}>
      <SearchInput
        label="Find endpoints"
        placeholder="Name, URL or id"
        value={filters.q}
        lengthMax={200}
        onSearch={(q) => onChange({ q })}
      />
      <FilterChip
        label="Status"
        value={filters.status === null ? null : statusWord(filters.status)}
        onRemove={() => onChange({ status: null })}
      >
        <ChoiceList
          label="Status"
          choices={STATUS_CHOICES}
          value={filters.status}
          onChoose={(value) => onChange({ status: ENDPOINT_STATUSES.find((one) => one === value) ?? null })}
        />
      </FilterChip>
      <FilterChip
        label="Health"
        value={filters.health === null ? null : STATES[filters.health].word}
        onRemove={() => onChange({ health: null })}
      >
        <ChoiceList
          label="Health"
          choices={HEALTH_CHOICES}
          value={filters.health}
          onChoose={(value) => onChange({ health: HEALTH_STATES.find((one) => one === value) ?? null })}
        />
      </FilterChip>
      <FilterChip label="Gets" value={filters.eventType} onRemove={() => onChange({ eventType: null })}>
        <EventTypeForm value={filters.eventType} onChoose={(eventType) => onChange({ eventType })} />
      </FilterChip>
    </FilterBar>
  );
}

const HEALTH_CHOICES = HEALTH_STATES.map((value) => ({
  value,
  label: STATES[value].word,
  face: <StatePill state={value} />,
}));

const STATUS_CHOICES = ENDPOINT_STATUSES.map((value) => ({
  value,
  label: statusWord(value),
  ...(value === "active" ? {} : { face: <StatePill state={value} /> }),
}));

function statusWord(status: (typeof ENDPOINT_STATUSES)[number]): string {
  return status === "active" ? "Active" : STATES[status].word;
}
