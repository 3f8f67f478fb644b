import { Search } from "lucide-react";
import { useRef, useState } from "react";
import { Input } from "./input.tsx";

/** Searches while one types, once the keys have rested. The value lives with the caller, in the address mostly. */
export function SearchInput(props: {
  /** Read aloud: "Find endpoints". */
  label: string;
  placeholder: string;
  value: string | null;
  /** Null: nothing is searched for. */
  onSearch: (text: string | null) => void;
  /** The most characters that the list's `q` takes. */
  lengthMax?: number;
}) {
  const { label, placeholder, value, onSearch, lengthMax = 128 } = props;
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
