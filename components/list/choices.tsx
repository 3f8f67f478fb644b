"use client";

import { Check } from "lucide-react";
import { type ReactNode, useState } from "react";
import { isState } from "#components/state/state.ts";
import { StatePill } from "#components/state/state-pill.tsx";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import type { KnownWords, TypedFace, ValueFilter } from "./filter.ts";

type ChoicesProps = {
  filter: ValueFilter;
  known: KnownWords | undefined;
  texts: readonly string[];
  isMany: boolean;
  onChoose: (texts: readonly string[]) => void;
};

/** How one value, or several, of a filter are chosen. */
export function Choices({ filter, known, texts, isMany, onChoose }: ChoicesProps) {
  if (filter.kind === "typed") {
    const add = (text: string) => onChoose(isMany ? [...new Set([...texts, text])] : [text]);
    const seen = [...new Set([...(isMany ? texts : []), ...(known?.keys() ?? [])])].sort();
    const form = <TypedForm face={filter} value={isMany ? "" : (texts[0] ?? "")} isMany={isMany} onChoose={add} />;
    if (filter.title === undefined || seen.length === 0) return form;
    const List = isMany ? CheckList : ChoiceList;
    const words = new Map(seen.map((text) => [text, text]));
    return (
      <div className="grid w-64 gap-3">
        {form}
        <List label={filter.title} words={words} isMono texts={texts} onChoose={onChoose} />
      </div>
    );
  }
  const words = filter.words === undefined ? (known ?? new Map()) : new Map(Object.entries(filter.words));
  if (filter.kind === "choices")
    return <CheckList label={filter.label} words={words} isState={filter.isState} texts={texts} onChoose={onChoose} />;
  return <ChoiceList label={filter.title} words={words} isState={filter.isState} texts={texts} onChoose={onChoose} />;
}

type WordListProps = {
  label: string;
  words: KnownWords;
  /** Words that are states of the product look like them. */
  isState?: boolean | undefined;
  isMono?: boolean;
  texts: readonly string[];
  onChoose: (texts: readonly string[]) => void;
};

function ChoiceList({ label, words, texts, onChoose, ...look }: WordListProps) {
  const [sought, setSought] = useState("");
  const found = [...words].filter(([, word]) => word.toLowerCase().includes(sought.trim().toLowerCase()));
  return (
    <div className="grid w-64 gap-2">
      {words.size > SEARCHED_FROM ? (
        <Input aria-label={`Find in ${label}`} placeholder="Find" value={sought} onValueChange={setSought} />
      ) : null}
      <ul aria-label={label} className="grid max-h-72 overflow-y-auto">
        {found.map(([value, word]) => (
          <li key={value}>
            <button
              type="button"
              aria-pressed={texts.includes(value)}
              onClick={() => onChoose([value])}
              className="flex min-h-7 w-full items-center gap-2 rounded-sm px-1.5 py-0.5 text-left text-sm hover:bg-hover focus-visible:-outline-offset-2"
            >
              <span className="min-w-0 flex-1 truncate">
                <Word value={value} word={word} {...look} />
              </span>
              {texts.includes(value) ? <Check aria-hidden="true" className="size-3.5 text-ink-muted" /> : null}
            </button>
          </li>
        ))}
        {found.length === 0 ? <li className="px-1.5 py-1 text-ink-muted text-sm">Nothing is called that.</li> : null}
      </ul>
    </div>
  );
}

const SEARCHED_FROM = 8;

/** Any of several values, each with its box. `counts`: how many there are of each, in words. */
export function CheckList(props: WordListProps & { counts?: ReadonlyMap<string, string> }) {
  const { label, words, texts, onChoose, counts, ...look } = props;
  const toggle = (value: string, isChecked: boolean) => {
    const others = texts.filter((other) => other !== value);
    const chosen = isChecked ? [...others, value] : others;
    onChoose([...words.keys()].filter((one) => chosen.includes(one)));
  };
  return (
    <fieldset className="grid max-h-72 min-w-44 overflow-y-auto">
      <legend className="sr-only">{label}</legend>
      {[...words].map(([value, word]) => (
        <div key={value} className="flex min-h-7 items-center rounded-sm hover:bg-hover">
          {/* biome-ignore lint/a11y/noLabelWithoutControl: Checkbox renders the input it labels. */}
          <label className="flex min-w-0 flex-1 items-center gap-2.5 px-1.5 py-0.5 text-sm">
            <Checkbox
              className="mt-0"
              checked={texts.includes(value)}
              onCheckedChange={(isChecked) => toggle(value, isChecked)}
            />
            <span className="min-w-0 flex-1 truncate">
              <Word value={value} word={word} {...look} />
            </span>
          </label>
          {counts?.has(value) ? (
            <span className="pr-1.5 text-ink-muted text-xs tabular-nums">{counts.get(value)}</span>
          ) : null}
        </div>
      ))}
    </fieldset>
  );
}

type WordProps = Pick<WordListProps, "isState" | "isMono"> & { value: string; word: string };

function Word({ value, word, isState: isOfStates, isMono }: WordProps): ReactNode {
  if (isOfStates && isState(value)) return <StatePill state={value} />;
  return isMono ? <span className="font-mono text-xs">{word}</span> : word;
}

type TypedFormProps = { face: TypedFace; value: string; isMany: boolean; onChoose: (text: string) => void };

/** A value to type; what is none is told why. Common ones stand above to press. */
function TypedForm({ face, value, isMany, onChoose }: TypedFormProps) {
  const { field, hint, placeholder, presets, isNumber = false, lengthMax } = face;
  const [text, setText] = useState(value);
  const [issue, setIssue] = useState<string | null>(null);
  const isWide = hint !== undefined;
  const input = (
    <Input
      value={text}
      onValueChange={setText}
      spellCheck={false}
      autoComplete="off"
      {...{ placeholder, maxLength: lengthMax, isMono: !isNumber, inputMode: isNumber ? "numeric" : undefined }}
    />
  );
  const submit = (
    <Button
      type="submit"
      disabled={text.trim() === ""}
      {...(isWide ? ({ variant: "primary", size: "sm" } as const) : {})}
    >
      {face.submit}
    </Button>
  );
  return (
    <form
      className="grid w-64 max-w-full gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        const wanted = text.trim();
        if (wanted === "") return;
        setIssue(face.issueOf(wanted));
        if (face.issueOf(wanted) !== null) return;
        onChoose(wanted);
        if (isMany) setText("");
      }}
    >
      {presets === undefined ? null : (
        <div className="grid grid-cols-4 gap-1.5">
          {presets.map((preset) => (
            <Button key={preset} size="sm" onClick={() => onChoose(String(preset))}>
              {preset}
            </Button>
          ))}
        </div>
      )}
      <Field label={field} hint={hint} error={issue ?? undefined}>
        {isWide ? (
          input
        ) : (
          <div className="flex gap-1.5">
            {input}
            {submit}
          </div>
        )}
      </Field>
      {isWide ? submit : null}
    </form>
  );
}

/** A span of time; both ends ISO 8601 UTC, null where open. */
type Range = { after: string | null; before: string | null };

/** Presets and two ends to type, in the viewer's zone. */
export function TimeForm({ range, onChoose }: { range: Range; onChoose: (range: Range) => void }) {
  const [after, setAfter] = useState(toLocalInput(range.after));
  const [before, setBefore] = useState(toLocalInput(range.before));
  const isBackwards = after !== "" && before !== "" && after >= before;
  return (
    <form
      className="grid w-64 gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isBackwards) onChoose({ after: fromLocalInput(after), before: fromLocalInput(before) });
      }}
    >
      <div className="grid grid-cols-2 gap-1.5">
        {PRESETS.map((preset) => (
          <Button
            key={preset.label}
            size="sm"
            onClick={() => onChoose({ after: new Date(Date.now() - preset.spanMs).toISOString(), before: null })}
          >
            {preset.label}
          </Button>
        ))}
      </div>
      <Field label="From">
        <Input type="datetime-local" value={after} onValueChange={setAfter} />
      </Field>
      <Field label="To" error={isBackwards ? "The end must come after the start." : undefined}>
        <Input type="datetime-local" value={before} onValueChange={setBefore} />
      </Field>
      <Button type="submit" variant="primary" size="sm" disabled={isBackwards}>
        Show this range
      </Button>
    </form>
  );
}

const HOUR_MS = 3_600_000;
const PRESETS = [
  { label: "Last hour", spanMs: HOUR_MS },
  { label: "Last 24 h", spanMs: 24 * HOUR_MS },
  { label: "Last 7 d", spanMs: 7 * 24 * HOUR_MS },
  { label: "Last 30 d", spanMs: 30 * 24 * HOUR_MS },
];

function toLocalInput(iso: string | null) {
  if (iso === null) return "";
  const at = new Date(iso);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function fromLocalInput(text: string) {
  return text === "" ? null : new Date(text).toISOString();
}
