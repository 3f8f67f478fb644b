import { CircleCheck } from "lucide-react";
import type { ReactNode } from "react";
import { useField } from "#components/form/field.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { tidyDocument } from "./document.ts";
import type { Judgement } from "./use-check.ts";

/** An editor of one JSON document, which says beside itself what is wrong with it or that it is sound. */
export function DocumentField(props: {
  name: "schema" | "example";
  label: string;
  hint: ReactNode;
  placeholder: string;
  /** What is known of it while it is typed: newer than what the form was refused for. */
  judged: Judgement;
  actions?: ReactNode;
}) {
  const { name, label, hint, placeholder, judged, actions } = props;
  const { value: text, onChange, error: refused } = useField<string>(name);
  const error = judged.error ?? (judged.verdict === null ? refused : undefined);
  return (
    <div className="grid min-w-0 content-start gap-2">
      <Field label={label} isOptional hint={hint} error={error}>
        <Textarea
          isMono
          rows={12}
          className="min-h-64"
          spellCheck={false}
          autoComplete="off"
          placeholder={placeholder}
          value={text}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      </Field>
      <div className="flex min-h-7 flex-wrap items-center justify-between gap-2">
        <p role="status" className="flex items-center gap-1.5 text-ok text-sm">
          {judged.verdict === null || error !== undefined ? null : (
            <>
              <CircleCheck aria-hidden="true" className="size-4" />
              {judged.verdict}
            </>
          )}
        </p>
        <div className="flex gap-2">
          {actions}
          <Button size="sm" variant="ghost" disabled={text.trim() === ""} onClick={() => onChange(tidyDocument(text))}>
            Format
          </Button>
        </div>
      </div>
    </div>
  );
}
