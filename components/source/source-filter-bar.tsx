import { useState } from "react";
import { StaleBadge } from "#components/query/stale-badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { ChoiceList } from "#components/ui/choice-list.tsx";
import { Field } from "#components/ui/field.tsx";
import { FilterBar } from "#components/ui/filter-bar.tsx";
import { FilterChip } from "#components/ui/filter-chip.tsx";
import { Input } from "#components/ui/input.tsx";
import { SearchInput } from "#components/ui/search-input.tsx";
import { isFiltered, type SourceFilters } from "./filter.ts";

/** The list's filters: each a chip, all of them in the address. */
export function SourceFilterBar(props: {
  filters: SourceFilters;
  /** Why the rows below are not up to date; null while they are. */
  error: Error | null;
  onChange: (change: Partial<SourceFilters>) => void;
  onClearAll: () => void;
}) {
  const { filters, error, onChange, onClearAll } = props;
  return (
    <FilterBar isFiltered={isFiltered(filters)} onClearAll={onClearAll} trailing={<StaleBadge error={error} />}>
      <SearchInput
        label="Find sources"
        placeholder="Name, process, thread or id"
        value={filters.q}
        onSearch={(q) => onChange({ q })}
      />
      <FilterChip
        label="Status"
        value={filters.active === null ? null : filters.active ? "Active" : "Deactivated"}
        onRemove={() => onChange({ active: null })}
      >
        <ChoiceList
          label="Status"
          choices={[
            { value: "true", label: "Active" },
            { value: "false", label: "Deactivated" },
          ]}
          value={filters.active === null ? null : String(filters.active)}
          onChoose={(value) => onChange({ active: value === "true" })}
        />
      </FilterChip>
      <OwnIdChip label="Process" value={filters.processId} onChoose={(processId) => onChange({ processId })} />
      <OwnIdChip label="Thread" value={filters.threadId} onChoose={(threadId) => onChange({ threadId })} />
    </FilterBar>
  );
}

function OwnIdChip(props: { label: string; value: string | null; onChoose: (value: string | null) => void }) {
  const { label, value, onChoose } = props;
  const [isOpen, setIsOpen] = useState(false);
  const [text, setText] = useState(value ?? "");
  return (
    <FilterChip label={label} value={value} onRemove={() => onChoose(null)} open={isOpen} onOpenChange={setIsOpen}>
      <form
        className="grid w-56 gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim() === "") return;
          setIsOpen(false);
          onChoose(text.trim());
        }}
      >
        <Field label={label} hint="Whole, as it was given.">
          <Input isMono value={text} onValueChange={setText} maxLength={200} spellCheck={false} autoComplete="off" />
        </Field>
        <Button type="submit" variant="primary" size="sm" disabled={text.trim() === ""}>
          Show its sources
        </Button>
      </form>
    </FilterChip>
  );
}
