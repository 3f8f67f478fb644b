import { useState, useTransition } from "react";
import { usePlace } from "#components/place/place-context.tsx";
import { runAction } from "#components/query/run-action.ts";
import { Button } from "#components/ui/button.tsx";
import { FormDialog } from "#components/ui/form-dialog.tsx";
import type { Source } from "#domain/source/schema.ts";
import type { SourceActions } from "./actions.ts";
import { DefaultTypeField, HmacFields, NameFields } from "./form/fields.tsx";
import { type Issues, toUpdateInput, valuesOf } from "./form/values.ts";
import { useRefresh } from "./use-refresh.ts";

/** Changes what a source is called and belongs to, and the rule of one of kind `hmac`. */
export function EditSource({ source, update }: { source: Source; update: SourceActions["update"] }) {
  const place = usePlace();
  const refresh = useRefresh(source.id);
  const [isOpen, setIsOpen] = useState(false);
  const [values, setValues] = useState(() => valuesOf(source));
  const [issues, setIssues] = useState<Issues>([]);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isPending, start] = useTransition();
  const fields = { values, issues, onChange: (part: Partial<typeof values>) => setValues({ ...values, ...part }) };
  const change = (open: boolean) => {
    setIsOpen(open);
    setValues(valuesOf(source));
    setIssues([]);
    setRefusal(null);
  };
  const submit = () =>
    start(async () => {
      const judged = await toUpdateInput(source.id, values);
      setIssues(judged.issues);
      if (judged.issues.length > 0) return;
      const outcome = await runAction(update(place, judged.input));
      if (outcome.ok) {
        await refresh(outcome.value);
        setIsOpen(false);
        return;
      }
      setIssues(outcome.refusal.issues);
      setRefusal(outcome.refusal.issues.length === 0 ? outcome.refusal.detail : null);
    });
  return (
    <FormDialog
      trigger={<Button size="sm">Edit</Button>}
      open={isOpen}
      onOpenChange={change}
      title="Edit the source"
      description="URL, kind and secret stay as they are."
      submitLabel="Save"
      pendingLabel="Saving…"
      isPending={isPending}
      onSubmit={submit}
      fault={refusal === null ? null : { title: "Nothing was saved", detail: refusal }}
    >
      {values.kind === "hmac" ? <HmacFields {...fields} /> : null}
      <NameFields {...fields} />
      <DefaultTypeField {...fields} />
    </FormDialog>
  );
}
