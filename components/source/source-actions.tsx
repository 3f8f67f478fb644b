import { Ban, Power, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ActionCard, TypeToConfirm } from "#components/form/action-card.tsx";
import { ConfirmOperation, OperationButton } from "#components/form/confirm-operation.tsx";
import { FormDialog } from "#components/form/form-dialog.tsx";
import { useOperation } from "#components/form/use-operation.ts";
import { useOperationForm } from "#components/form/use-operation-form.ts";
import { placeHref } from "#components/place/place.ts";
import { usePlace } from "#components/place/place-context.tsx";
import type { Source } from "#domain/source/schema.ts";
import { ruleOf, sourceName } from "#domain/source/words.ts";
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

/** Closes a source's URL for a while, or opens it again. Closing asks first. */
export function ActivateButton(props: { source: Pick<Source, "id" | "active">; update: SourceActions["update"] }) {
  const { id, active: isActive } = props.source;
  const place = usePlace();
  const change = useOperation((active: boolean) => props.update(place, { id, active }), {
    failed: isActive ? "It was not deactivated" : "It was not activated",
    refetch: SOURCE_NOUNS,
    answers: ["source", place, id],
  });
  if (!isActive) {
    return (
      <OperationButton operation={change} input={true} icon={<Power />} pendingLabel="Activating…">
        Activate
      </OperationButton>
    );
  }
  return (
    <ConfirmOperation
      operation={change}
      input={false}
      trigger={{ icon: <Ban />, children: "Deactivate" }}
      title="Deactivate this source?"
      consequence="Its URL answers 410 Gone within a second, and nothing that arrives is kept: many providers then stop sending. URL and secret stay, so you can activate it again."
      confirmLabel="Deactivate source"
      pendingLabel="Deactivating…"
    />
  );
}

/** Removes a source's URL and secrets for good; says what is lost and what stays. */
export function DeleteSource({ source, remove }: { source: Source; remove: SourceActions["remove"] }) {
  const place = usePlace();
  const router = useRouter();
  const [typed, setTyped] = useState("");
  const name = sourceName(source);
  const operation = useOperation(() => remove(place, { id: source.id }), {
    failed: "It was not deleted",
    refetch: ["sources", "audit"],
    onDone: () => router.replace(placeHref(place, "sources")),
  });
  return (
    <ActionCard
      title="Delete this source"
      sentence="Its URL, its secrets and its list of refused requests are removed for good. The events it brought stay."
    >
      <ConfirmOperation
        operation={operation}
        input={undefined}
        onTurn={() => setTyped("")}
        trigger={{ icon: <Trash2 />, children: "Delete source…" }}
        title={`Delete ${name}?`}
        consequence="Its URL answers 404 within a second, and whatever is sent there is lost. A new source has another URL and another secret. This cannot be undone."
        confirmLabel="Delete source"
        pendingLabel="Deleting…"
        isConfirmDisabled={typed.trim() !== name}
      >
        <div className="pt-2">
          <TypeToConfirm name={name} typed={typed} onTyped={setTyped} />
        </div>
      </ConfirmOperation>
    </ActionCard>
  );
}
