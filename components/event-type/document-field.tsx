import { CircleCheck } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { tidyDocument } from "./document.ts";

/** An editor of one JSON document, which says beside itself what is wrong with it or that it is sound. */
export function DocumentField(props: {
  label: string;
  hint: ReactNode;
  text: string;
  onChange: (text: string) => void;
  error: string | undefined;
  /** Said while there is no error: "A valid JSON Schema". */
  verdict: string | null;
  placeholder: string;
  actions?: ReactNode;
}) {
  const { label, hint, text, onChange, error, verdict, placeholder, actions } = props;
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
          {verdict === null || error !== undefined ? null : (
            <>
              <CircleCheck aria-hidden="true" className="size-4" />
              {verdict}
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
