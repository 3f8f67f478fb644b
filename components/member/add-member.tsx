import type { z } from "zod";
import { RadioField, TextField } from "#components/form/field.tsx";
import { FormDialog } from "#components/form/form-dialog.tsx";
import { useOperationForm } from "#components/form/use-operation-form.ts";
import { usePlace } from "#components/place/place-context.tsx";
import type { TriggerProps } from "#components/popup/popup.tsx";
import { toast } from "#components/popup/toast.tsx";
import type { addMemberInput } from "#domain/member/schema.ts";
import { ROLE_CHOICES, roleWords } from "#domain/member/words.ts";
import { MEMBER_NOUNS, type MemberActions } from "./actions.ts";

type AddInput = z.input<typeof addMemberInput>;

/** Lets somebody with an account into the tenant. */
export function AddMember({ trigger, add }: { trigger: TriggerProps; add: MemberActions["add"] }) {
  const place = usePlace();
  const form = useOperationForm((input) => add(place, input), {
    schema: async () => (await import("#domain/member/schema.ts")).addMemberInput,
    values: NOBODY,
    refetch: MEMBER_NOUNS,
    onDone: ({ name, role }) => toast.success(`${name} is ${roleWords(role)} now`),
  });
  return (
    <FormDialog
      form={form}
      trigger={trigger}
      size="sm"
      title="Add a person"
      description="They need an account already: by single sign-on, or made by whoever operates Posthouse."
      submitLabel="Add person"
      pendingLabel="Adding…"
      refusedTitle="Nobody was added"
    >
      <TextField<AddInput> name="email" label="E-mail" type="email" placeholder="ada@example.com" />
      <RadioField<AddInput> name="role" label="Role" options={ROLE_CHOICES} />
    </FormDialog>
  );
}

const NOBODY: AddInput = { email: "", role: "operator" };
