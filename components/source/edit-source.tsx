import { FormDialog } from "#components/form/form-dialog.tsx";
import { useOperationForm } from "#components/form/use-operation-form.ts";
import { usePlace } from "#components/place/place-context.tsx";
import type { Source } from "#domain/source/schema.ts";
import { ruleOf } from "#domain/source/words.ts";
import { SOURCE_NOUNS, type SourceActions } from "./actions.ts";
import { DefaultTypeField, HmacFields, NameFields, ruleInput, type SourceValues } from "./form/source-form.tsx";

/** Changes what a source is called and belongs to, and the rule of one of kind `hmac`. */
export function EditSource({ source, update }: { source: Source; update: SourceActions["update"] }) {
  const { id } = source;
  const place = usePlace();
  const form = useOperationForm((input) => update(place, { id, ...input }), {
    schema: async () => (await import("#domain/source/schema.ts")).updateSourceInput.omit({ id: true, active: true }),
    values: valuesOf(source),
    toInput: toUpdateInput,
    changesOnly: true,
    refetch: SOURCE_NOUNS,
    answers: ["source", place, id],
  });
  return (
    <FormDialog
      form={form}
      trigger={{ size: "sm", children: "Edit" }}
      title="Edit the source"
      description="URL, kind and secret stay as they are."
      submitLabel="Save"
      pendingLabel="Saving…"
      refusedTitle="Nothing was saved"
    >
      <HmacFields />
      <NameFields />
      <DefaultTypeField />
    </FormDialog>
  );
}

function valuesOf({ name, description, processId, threadId, defaultEventType, verification }: Source): SourceValues {
  const rule = { kind: verification.kind, secret: "", ...ruleOf(verification) };
  return { name, description, processId, threadId, defaultEventType, verification: rule };
}

/** Kind and secret are not its to change. */
function toUpdateInput({ verification, ...named }: SourceValues) {
  const rule = ruleInput(verification);
  return { ...named, ...(rule === null ? {} : { verification: rule }) };
}
