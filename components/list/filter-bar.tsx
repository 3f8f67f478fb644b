"use client";

import { clsx } from "clsx";
import { Plus, X } from "lucide-react";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { Popover } from "#components/popup/popup.tsx";
import { useTimeZone } from "#components/time/time.tsx";
import { rangeWords } from "#components/time/words.ts";
import { Button } from "#components/ui/button.tsx";
import { type Filter, type Filters, type KnownWords, textsOf, type ValueFilter, valueFrom, wordOf } from "./filter.ts";
import { IdSearch, SearchInput } from "./search-input.tsx";

export type FilterBarProps = {
  list: {
    filters: Filters;
    values: Readonly<Record<string, unknown>>;
    isFiltered: boolean;
    /** Sets some values, named as in the address; null clears one. */
    change: (change: Readonly<Record<string, unknown>>) => void;
    clear: () => void;
  };
  /** Words that only the page knows, by filter and value. */
  known?: Readonly<Record<string, KnownWords>> | undefined;
  /** What a page draws itself in a filter's popover. */
  bodies?: Readonly<Record<string, ReactNode>> | undefined;
  /** At the right: whether the list is up to date. */
  trailing?: ReactNode;
};

// What stands in a popover comes once somebody is near; a scope's switch, where a list has one.
const loadChoices = () => import("./choices.tsx");
const Choices = lazy(async () => ({ default: (await loadChoices()).Choices }));
const TimeForm = lazy(async () => ({ default: (await loadChoices()).TimeForm }));
const Segmented = lazy(async () => ({ default: (await import("#components/ui/segmented.tsx")).Segmented<string> }));

/** The row of filters above a list, in the order they are told in. */
export function FilterBar({ list, known = {}, bodies = {}, trailing }: FilterBarProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: <search> would need a second name for the same thing in old readers.
    <div
      role="search"
      aria-label="Filters"
      onPointerEnter={preloadChoices}
      onFocus={preloadChoices}
      className="flex flex-wrap items-center gap-2 print:hidden"
    >
      {Object.entries(list.filters).map(([name, filter]) => (
        <Control key={name} {...{ list, name, filter }} known={known[name]} body={bodies[name]} />
      ))}
      {list.isFiltered ? (
        <Button variant="ghost" size="sm" onClick={list.clear}>
          Clear all
        </Button>
      ) : null}
      {trailing === undefined ? null : <div className="ml-auto flex items-center gap-2">{trailing}</div>}
    </div>
  );
}

function preloadChoices(): void {
  // Whoever opens a filter asks again, and then sees the failure.
  loadChoices().catch(() => {});
}

type ControlProps = {
  list: FilterBarProps["list"];
  name: string;
  filter: Filter;
  known: KnownWords | undefined;
  body: ReactNode;
};

function Control({ list, name, filter, known, body }: ControlProps) {
  const texts = textsOf(filter, list.values[name]);
  const find = (text: string | null) => list.change({ [name]: text });
  switch (filter.kind) {
    case "search":
      return <SearchInput {...filter} value={texts[0] ?? null} onSearch={find} />;
    case "id-search":
      return <IdSearch {...filter} value={texts[0] ?? null} onSearch={find} />;
    case "scope":
      return (
        <Suspense>
          <Segmented
            label={filter.label}
            options={Object.entries(filter.words).map(([value, label]) => ({ value, label }))}
            value={texts[0] ?? "false"}
            onValueChange={(value) => list.change({ [name]: value === "true" ? true : null })}
            className="h-7!"
          />
        </Suspense>
      );
    case "after":
      return <TimeChip list={list} />;
    case "before":
      return null;
    case "choice":
    case "choices":
    case "typed": {
      // Among nothing there is nothing to choose, but what the address names can be taken away.
      const isEmpty = filter.kind === "choice" && filter.words === undefined && known === undefined;
      return isEmpty && texts.length === 0 ? null : <ValueChip {...{ list, name, filter, known, body, texts }} />;
    }
  }
}

function ValueChip(props: ControlProps & { filter: ValueFilter; texts: readonly string[] }) {
  const { list, name, filter, known, texts } = props;
  const [isOpen, setIsOpen] = useState(false);
  const isMany = filter.parser.type === "multi";
  const choose = (chosen: readonly string[]) => {
    if (!isMany) setIsOpen(false);
    list.change({ [name]: valueFrom(filter, chosen) });
  };
  return (
    <FilterChip
      label={filter.label}
      value={texts.length === 0 ? null : texts.map((text) => wordOf(filter, text, known)).join(", ")}
      onRemove={() => list.change({ [name]: null })}
      open={isOpen}
      onOpenChange={setIsOpen}
    >
      {props.body ?? <Choices {...{ filter, known, texts, isMany }} onChoose={choose} />}
    </FilterChip>
  );
}

/** Both ends of a span by one chip, shown in the viewer's own time. */
function TimeChip({ list }: { list: FilterBarProps["list"] }) {
  const [isOpen, setIsOpen] = useState(false);
  const zone = useTimeZone();
  const range = { after: endOf(list.values.after), before: endOf(list.values.before) };
  return (
    <FilterChip
      label="Time"
      value={rangeWords(range, zone)}
      onRemove={() => list.change({ after: null, before: null })}
      open={isOpen}
      onOpenChange={setIsOpen}
    >
      <TimeForm
        range={range}
        onChoose={(chosen) => {
          setIsOpen(false);
          list.change(chosen);
        }}
      />
    </FilterChip>
  );
}

function endOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

type FilterChipProps = {
  /** What is filtered: "Status". */
  label: string;
  /** What it is set to, in words: "failed, dead letter". Null: not set. */
  value: string | null;
  onRemove: () => void;
  open?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
  /** The choice itself, shown in a popover: a `CheckList`, an input. */
  children: ReactNode;
};

/** One filter: dashed while unset, filled and removable once set. Press it to change it. */
function FilterChip({ label, value, onRemove, open, onOpenChange, children }: FilterChipProps) {
  const isSet = value !== null;
  const words = (
    <>
      {isSet ? null : <Plus aria-hidden="true" className="size-3.5 text-ink-faint" />}
      <span className="text-ink-muted">{label}</span>
      {isSet ? <span className="max-w-56 truncate font-medium text-accent">{value}</span> : null}
    </>
  );
  return (
    <div
      className={clsx(
        "flex h-7 items-center rounded-md border text-sm transition-colors",
        isSet ? "border-line-strong bg-surface" : "border-line-strong border-dashed",
      )}
    >
      <Popover
        trigger={{ variant: "bare", className: TRIGGER, children: words }}
        title={`Filter by ${label.toLowerCase()}`}
        open={open}
        onOpenChange={onOpenChange}
      >
        {children}
      </Popover>
      {isSet ? (
        <button
          type="button"
          aria-label={`Remove the filter ${label}: ${value}`}
          onClick={onRemove}
          className="grid h-full w-6 place-items-center rounded-md text-ink-faint hover:bg-hover hover:text-ink"
        >
          <X aria-hidden="true" className="size-3.5" />
        </button>
      ) : null}
    </div>
  );
}

const TRIGGER = "flex h-full min-w-0 items-center gap-1.5 rounded-md px-2 hover:bg-hover";
