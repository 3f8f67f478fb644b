import { Search } from "lucide-react";
import { useRef, useState } from "react";
import { STATES } from "#components/state/state.ts";
import { StatePill } from "#components/state/state-pill.tsx";
import { ChoiceList } from "#components/ui/choice-list.tsx";
import { FilterBar } from "#components/ui/filter-bar.tsx";
import { FilterChip } from "#components/ui/filter-chip.tsx";
import { Input } from "#components/ui/input.tsx";
import { EventTypeForm } from "./event-type-form.tsx";
import { ENDPOINT_STATUSES, type EndpointFilters, HEALTH_STATES, isFiltered } from "./filter.ts";

/** The list's filters: each a chip, all of them in the address. */
export function EndpointFilterBar(props: {
  filters: EndpointFilters;
  onChange: (change: Partial<EndpointFilters>) => void;
  onClearAll: () => void;
}) {
  const { filters, onChange, onClearAll } = props;
  return (
    <FilterBar isFiltered={isFiltered(filters)} onClearAll={onClearAll}>
      <EndpointSearch value={filters.q} onSearch={(q) => onChange({ q })} />
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

/** Searches while one types, once the keys have rested. */
function EndpointSearch({ value, onSearch }: { value: string | null; onSearch: (q: string | null) => void }) {
  const [shown, setShown] = useState(value);
  const [text, setText] = useState(value ?? "");
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined);
  if (shown !== value) {
    // The address changed: by this field, by the Back button, by "Clear all". Text still being typed stays.
    setShown(value);
    if (text.trim() !== (value ?? "")) setText(value ?? "");
  }
  const search = (wanted: string) => {
    setText(wanted);
    clearTimeout(rest.current);
    rest.current = setTimeout(() => onSearch(wanted.trim() === "" ? null : wanted.trim()), REST_MS);
  };
  return (
    <Input
      type="search"
      aria-label="Find endpoints"
      placeholder="Name, URL or id"
      spellCheck={false}
      autoComplete="off"
      maxLength={200}
      leading={<Search aria-hidden="true" />}
      value={text}
      onValueChange={search}
      className="h-7! w-64 max-sm:w-full"
    />
  );
}

const REST_MS = 250;

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
