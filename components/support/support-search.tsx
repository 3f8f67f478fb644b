import { Search } from "lucide-react";
import Form from "next/form";
import { Button } from "#components/ui/button.tsx";
import { Input } from "#components/ui/input.tsx";
import { FIND_LENGTH_MAX } from "#domain/support/words.ts";

/** One field for both: an id from anywhere, or a part of a tenant's name. Works without JavaScript too. */
export function SupportSearch({ text }: { text: string }) {
  return (
    <Form action="/support" role="search" className="flex gap-2">
      <Input
        key={text}
        name="q"
        type="search"
        defaultValue={text}
        aria-label="An id, or a tenant’s name"
        placeholder="Paste an id or a log line, or type a tenant’s name"
        leading={<Search />}
        className="min-w-0 flex-1"
        autoComplete="off"
        spellCheck={false}
        maxLength={FIND_LENGTH_MAX}
      />
      <Button type="submit">Search</Button>
    </Form>
  );
}
