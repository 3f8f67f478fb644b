"use client";

import { Search, X } from "lucide-react";
import { useRef, useState } from "react";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Input } from "#components/ui/input.tsx";
import { isAnyId } from "#domain/id.ts";

/** Searches while one types, once the keys have rested. The value lives with the caller, in the address mostly. */
export function SearchInput(props: {
  /** Read aloud: "Find endpoints". */
  label: string;
  placeholder: string;
  value: string | null;
  /** Null: nothing is searched for. */
  onSearch: (text: string | null) => void;
  /** The most characters that the list's `q` takes. */
  lengthMax: number;
}) {
  const { label, placeholder, value, onSearch, lengthMax } = props;
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
      aria-label={label}
      placeholder={placeholder}
      spellCheck={false}
      autoComplete="off"
      maxLength={lengthMax}
      leading={<Search aria-hidden="true" />}
      value={text}
      onValueChange={search}
      className="h-7! w-64 max-sm:w-full"
    />
  );
}

const REST_MS = 250;

/** Finds by id. A pasted id is searched at once, typed text with Enter. */
export function IdSearch(props: { label: string; value: string | null; onSearch: (q: string | null) => void }) {
  const { label, value, onSearch } = props;
  const [shown, setShown] = useState(value);
  const [text, setText] = useState(value ?? "");
  if (shown !== value) {
    // The address changed from elsewhere: back button, "clear all".
    setShown(value);
    setText(value ?? "");
  }
  const search = (wanted: string) => onSearch(wanted.trim() === "" ? null : wanted.trim());
  return (
    <form
      className="w-52 max-sm:w-full"
      onSubmit={(event) => {
        event.preventDefault();
        search(text);
      }}
    >
      <Input
        aria-label={label}
        placeholder={label}
        isMono
        spellCheck={false}
        autoComplete="off"
        leading={<Search aria-hidden="true" />}
        trailing={
          text === "" ? undefined : (
            <IconButton
              size="sm"
              label="Clear the search"
              icon={<X />}
              onClick={() => {
                setText("");
                search("");
              }}
            />
          )
        }
        value={text}
        onValueChange={(next) => {
          setText(next);
          if (isAnyId(next.trim()) || next === "") search(next);
        }}
        className="h-7"
      />
    </form>
  );
}
