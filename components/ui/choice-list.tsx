"use client";

import { Check } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Input } from "./input.tsx";
import { PopoverClose } from "./popover.tsx";

export type Choice = { value: string; label: string; face?: ReactNode };

/** One of several values inside a popover, which closes with the choice. Long lists can be searched. */
export function ChoiceList(props: {
  label: string;
  choices: readonly Choice[];
  value: string | null;
  onChoose: (value: string) => void;
}) {
  const [text, setText] = useState("");
  const found = props.choices.filter(({ label }) => label.toLowerCase().includes(text.trim().toLowerCase()));
  return (
    <div className="grid w-64 gap-2">
      {props.choices.length > SEARCHED_FROM ? (
        <Input aria-label={`Find in ${props.label}`} placeholder="Find" value={text} onValueChange={setText} />
      ) : null}
      <ul aria-label={props.label} className="grid max-h-72 overflow-y-auto">
        {found.map((choice) => (
          <li key={choice.value}>
            <PopoverClose>
              <button
                type="button"
                aria-pressed={choice.value === props.value}
                onClick={() => props.onChoose(choice.value)}
                className="flex min-h-7 w-full items-center gap-2 rounded-sm px-1.5 py-0.5 text-left text-sm hover:bg-hover focus-visible:-outline-offset-2"
              >
                <span className="min-w-0 flex-1 truncate">{choice.face ?? choice.label}</span>
                {choice.value === props.value ? <Check aria-hidden="true" className="size-3.5 text-ink-muted" /> : null}
              </button>
            </PopoverClose>
          </li>
        ))}
        {found.length === 0 ? <li className="px-1.5 py-1 text-ink-muted text-sm">Nothing is called that.</li> : null}
      </ul>
    </div>
  );
}

const SEARCHED_FROM = 8;
