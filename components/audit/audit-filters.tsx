import { useState } from "react";
import { TimeChip } from "#components/delivery/time-chip.tsx";
import { shortenId } from "#components/format/short-id.ts";
import { StaleBadge } from "#components/query/stale-badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { type Choice, ChoiceList } from "#components/ui/choice-list.tsx";
import { Field } from "#components/ui/field.tsx";
import { FilterBar } from "#components/ui/filter-bar.tsx";
import { FilterChip } from "#components/ui/filter-chip.tsx";
import { Input } from "#components/ui/input.tsx";
import { ACTION_LABELS } from "./action-words.ts";
import { type AuditFilters, isFiltered } from "./filter.ts";

export type AuditFilterBarProps = {
  filters: AuditFilters;
  /** Why the rows below are not up to date; null while they are. */
  error: Error | null;
  /** People and API keys, by id. */
  actors: readonly Choice[];
  names: ReadonlyMap<string, string>;
  onChange: (change: Partial<AuditFilters>) => void;
  onClearAll: () => void;
};

/** The log's filters: each a chip, all of them in the address. */
export function AuditFilterBar({ filters, error, actors, names, onChange, onClearAll }: AuditFilterBarProps) {
  const { action, actor, target } = filters;
  const [isTargetOpen, setIsTargetOpen] = useState(false);
  return (
    <FilterBar isFiltered={isFiltered(filters)} onClearAll={onClearAll} trailing={<StaleBadge error={error} />}>
      <FilterChip
        label="What"
        value={action === null ? null : (ACTION_LABELS[action] ?? action)}
        onRemove={() => onChange({ action: null })}
      >
        <ChoiceList
          label="What was done"
          choices={ACTION_CHOICES}
          value={action}
          onChoose={(value) => onChange({ action: value })}
        />
      </FilterChip>
      <FilterChip
        label="Who"
        value={actor === null ? null : (actors.find(({ value }) => value === actor)?.label ?? shortenId(actor))}
        onRemove={() => onChange({ actor: null })}
      >
        <ChoiceList
          label="Who did it"
          choices={actors}
          value={actor}
          onChoose={(value) => onChange({ actor: value })}
        />
      </FilterChip>
      <FilterChip
        label="About"
        value={target === null ? null : (names.get(target) ?? shortenId(target))}
        onRemove={() => onChange({ target: null })}
        open={isTargetOpen}
        onOpenChange={setIsTargetOpen}
      >
        <TargetForm
          value={target}
          onChoose={(value) => {
            setIsTargetOpen(false);
            onChange({ target: value });
          }}
        />
      </FilterChip>
      <TimeChip range={{ after: filters.after, before: filters.before }} onChange={onChange} />
    </FilterBar>
  );
}

const ACTION_CHOICES = Object.entries(ACTION_LABELS).map(([value, label]) => ({ value, label }));

function TargetForm({ value, onChoose }: { value: string | null; onChoose: (target: string) => void }) {
  const [text, setText] = useState(value ?? "");
  return (
    <form
      className="grid w-72 max-w-full gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== "") onChoose(text.trim());
      }}
    >
      <Field label="Id or event type" hint="Of an endpoint, an event, a delivery, a key, a person, an app.">
        <Input value={text} onValueChange={setText} placeholder="ep_…" isMono spellCheck={false} maxLength={200} />
      </Field>
      <Button type="submit" variant="primary" size="sm" disabled={text.trim() === ""}>
        Show what was done to it
      </Button>
    </form>
  );
}
