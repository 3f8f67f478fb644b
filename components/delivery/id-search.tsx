"use client";

import { Search, X } from "lucide-react";
import { useState } from "react";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Input } from "#components/ui/input.tsx";

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
          if (WHOLE_ID.test(next.trim()) || next === "") search(next);
        }}
        className="h-7"
      />
    </form>
  );
}

const WHOLE_ID = /^[a-z]{2,3}_[0-7][0-9a-hjkmnp-tv-z]{25}$/;
