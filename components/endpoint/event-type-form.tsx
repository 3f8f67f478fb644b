import { useState } from "react";
import { eventTypeIssue } from "#components/query/accepted.ts";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";

/** Asks for an event type: the list then shows who would get such an event. */
export function EventTypeForm({ value, onChoose }: { value: string | null; onChoose: (eventType: string) => void }) {
  const [text, setText] = useState(value ?? "");
  const [error, setError] = useState<string>();
  return (
    <form
      className="grid w-64 gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        const issue = eventTypeIssue(text.trim());
        setError(issue ?? undefined);
        if (issue === null) onChoose(text.trim());
      }}
    >
      <Field label="Event type" error={error} hint="Endpoints that would get such an event, by name or by pattern.">
        <Input value={text} onValueChange={setText} placeholder="order.paid" isMono spellCheck={false} />
      </Field>
      <Button type="submit" variant="primary" size="sm" disabled={text.trim() === ""}>
        Show these endpoints
      </Button>
    </form>
  );
}
