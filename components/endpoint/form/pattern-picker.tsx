import { Autocomplete } from "@base-ui/react/autocomplete";
import { X } from "lucide-react";
import { useState } from "react";
import { POPUP_CLASS, POPUP_ITEM_CLASS } from "#components/popup/surface.ts";
import { Button } from "#components/ui/button.tsx";
import { CONTROL_CLASS } from "#components/ui/input.tsx";
import { EVENT_TYPE_PATTERN, familiesOf } from "#domain/event-type/rule/name.ts";
import { textFault } from "#domain/rule/field.ts";

export type PatternPickerProps = {
  suggestions: readonly string[];
  patterns: readonly string[];
  onPatternsChange: (patterns: string[]) => void;
};

/** Event types and patterns as removable chips, and a line to add more: typed freely or taken from the catalogue. */
export function PatternPicker({ suggestions, patterns, onPatternsChange }: PatternPickerProps) {
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const add = (given: string) => {
    const pattern = given.trim();
    if (pattern === "") return;
    const issue = patterns.includes(pattern) ? `${pattern} is chosen already` : textFault(EVENT_TYPE_PATTERN, pattern);
    setProblem(issue);
    setText(issue === null ? "" : given);
    if (issue === null) onPatternsChange([...patterns, pattern]);
  };
  return (
    <div className="grid gap-2">
      <div className="flex gap-2">
        <Autocomplete.Root
          items={patternSuggestions(suggestions, patterns)}
          value={text}
          onValueChange={(value, { reason }) => (reason === "item-press" ? add(value) : setText(value))}
        >
          <Autocomplete.Input
            placeholder="order.*"
            onKeyDown={(event) => {
              if (event.key !== "Enter" || event.defaultPrevented || isItemHighlighted(event.currentTarget)) return;
              event.preventDefault();
              add(text);
            }}
            className={`${CONTROL_CLASS} h-8 w-full px-2.5 font-mono text-sm outline-none placeholder:text-ink-faint focus:border-focus focus:outline-2 focus:outline-focus focus:-outline-offset-1`}
          />
          <Suggestions />
        </Autocomplete.Root>
        <Button onClick={() => add(text)}>Add</Button>
      </div>
      {problem === null ? null : (
        <p role="alert" className="text-bad text-sm">
          {problem}
        </p>
      )}
      <PatternChips patterns={patterns} onRemove={(gone) => onPatternsChange(patterns.filter((one) => one !== gone))} />
    </div>
  );
}

function Suggestions() {
  return (
    <Autocomplete.Portal>
      <Autocomplete.Positioner sideOffset={4} align="start" className="z-50 outline-none">
        <Autocomplete.Popup className={`${POPUP_CLASS} min-w-(--anchor-width) data-empty:hidden`}>
          <Autocomplete.List className="max-h-72 overflow-y-auto p-1 outline-none">
            {(name: string) => (
              <Autocomplete.Item key={name} value={name} className={`${POPUP_ITEM_CLASS} font-mono`}>
                {name}
              </Autocomplete.Item>
            )}
          </Autocomplete.List>
        </Autocomplete.Popup>
      </Autocomplete.Positioner>
    </Autocomplete.Portal>
  );
}

function PatternChips({ patterns, onRemove }: { patterns: readonly string[]; onRemove: (pattern: string) => void }) {
  if (patterns.length === 0) return null;
  return (
    <ul aria-label="Chosen event types" className="flex flex-wrap gap-1.5">
      {patterns.map((pattern) => (
        <li
          key={pattern}
          className="flex h-7 min-w-0 items-center rounded-md border border-line-strong bg-surface pl-2 font-mono text-xs"
        >
          <span className="truncate">{pattern}</span>
          <button
            type="button"
            aria-label={`Remove ${pattern}`}
            onClick={() => onRemove(pattern)}
            className="grid h-full w-7 shrink-0 place-items-center rounded-md text-ink-faint hover:bg-hover hover:text-ink"
          >
            <X aria-hidden="true" className="size-3.5" />
          </button>
        </li>
      ))}
    </ul>
  );
}

/** While an option is highlighted, Enter takes that option. */
function isItemHighlighted(input: HTMLInputElement): boolean {
  return input.getAttribute("aria-activedescendant") !== null;
}

/** What can be subscribed to, from the names of a catalogue: each family as `order.*`, each name; less what is chosen. */
function patternSuggestions(names: readonly string[], chosen: readonly string[]): string[] {
  return [...new Set([...names.flatMap(familiesOf), ...names])].filter((one) => !chosen.includes(one)).sort();
}
