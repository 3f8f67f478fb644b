"use client";

import { STATES } from "#components/state/state.ts";
import { type Choice, ChoiceList } from "#components/ui/choice-list.tsx";
import { FilterBar } from "#components/ui/filter-bar.tsx";
import { FilterChip } from "#components/ui/filter-chip.tsx";
import { CodeChip } from "./code-chip.tsx";
import { ERROR_WORDS } from "./failure-words.ts";
import { ATTEMPT_ERRORS, DELIVERY_TRIGGERS, type DeliveryFilters, isFiltered } from "./filter.ts";
import { IdSearch } from "./id-search.tsx";
import { StatusList } from "./status-list.tsx";
import { TimeChip } from "./time-chip.tsx";
import { TRIGGER_WORDS } from "./trigger-words.ts";
import { TypeList } from "./type-list.tsx";

export type LogFiltersProps = {
  filters: DeliveryFilters;
  onChange: (change: Partial<DeliveryFilters>) => void;
  onClearAll: () => void;
  endpoints: readonly Choice[];
  seenTypes: readonly string[];
};

/** The log's filters: each a chip, all of them in the address. */
export function LogFilters(props: LogFiltersProps) {
  const { filters, onChange } = props;
  const endpoint = props.endpoints.find(({ value }) => value === filters.endpointId);
  return (
    <FilterBar isFiltered={isFiltered(filters)} onClearAll={props.onClearAll}>
      <IdSearch label="Find by any id" value={filters.q} onSearch={(q) => onChange({ q })} />
      <FilterChip
        label="Status"
        value={filters.status.length === 0 ? null : filters.status.map((status) => STATES[status].word).join(", ")}
        onRemove={() => onChange({ status: [] })}
      >
        <StatusList filters={filters} onChange={(status) => onChange({ status })} />
      </FilterChip>
      <FilterChip
        label="Event type"
        value={filters.eventType.length === 0 ? null : filters.eventType.join(", ")}
        onRemove={() => onChange({ eventType: [] })}
      >
        <TypeList
          seen={props.seenTypes}
          values={filters.eventType}
          onValuesChange={(eventType) => onChange({ eventType })}
        />
      </FilterChip>
      <FilterChip
        label="Endpoint"
        value={filters.endpointId === null ? null : (endpoint?.label ?? filters.endpointId)}
        onRemove={() => onChange({ endpointId: null })}
      >
        <ChoiceList
          label="Endpoints"
          choices={props.endpoints}
          value={filters.endpointId}
          onChoose={(endpointId) => onChange({ endpointId })}
        />
      </FilterChip>
      <TimeChip range={{ after: filters.after, before: filters.before }} onChange={onChange} />
      <ResultChips filters={filters} onChange={onChange} />
    </FilterBar>
  );
}

function ResultChips({ filters, onChange }: Pick<LogFiltersProps, "filters" | "onChange">) {
  return (
    <>
      <CodeChip value={filters.responseCode} onChange={(responseCode) => onChange({ responseCode })} />
      <FilterChip
        label="Error"
        value={filters.error === null ? null : ERROR_WORDS[filters.error]}
        onRemove={() => onChange({ error: null })}
      >
        <ChoiceList
          label="Errors"
          choices={ERROR_CHOICES}
          value={filters.error}
          onChoose={(value) => onChange({ error: ATTEMPT_ERRORS.find((error) => error === value) ?? null })}
        />
      </FilterChip>
      <FilterChip
        label="Made by"
        value={filters.trigger === null ? null : TRIGGER_WORDS[filters.trigger]}
        onRemove={() => onChange({ trigger: null })}
      >
        <ChoiceList
          label="Made by"
          choices={TRIGGER_CHOICES}
          value={filters.trigger}
          onChoose={(value) => onChange({ trigger: DELIVERY_TRIGGERS.find((trigger) => trigger === value) ?? null })}
        />
      </FilterChip>
    </>
  );
}

const ERROR_CHOICES = ATTEMPT_ERRORS.map((value) => ({ value, label: ERROR_WORDS[value] }));
const TRIGGER_CHOICES = DELIVERY_TRIGGERS.map((value) => ({ value, label: TRIGGER_WORDS[value] }));
