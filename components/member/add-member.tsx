import { useQueryClient } from "@tanstack/react-query";
import { type ReactElement, useState, useTransition } from "react";
import { usePlace } from "#components/place/place-context.tsx";
import { type Refusal, runAction } from "#components/query/run-action.ts";
import { Field } from "#components/ui/field.tsx";
import { FormDialog } from "#components/ui/form-dialog.tsx";
import { Input } from "#components/ui/input.tsx";
import { RadioGroup } from "#components/ui/radio-group.tsx";
import { toast } from "#components/ui/toast.ts";
import type { MemberActions } from "./actions.ts";
import { ROLES, type Role, roleNamed, roleWords } from "./roles.ts";

/** Lets somebody with an account into the tenant. */
export function AddMember({ trigger, add }: { trigger: ReactElement; add: MemberActions["add"] }) {
  const place = usePlace();
  const queryClient = useQueryClient();
  const [isOpen, setIsOpen] = useState(false);
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role>("operator");
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [isPending, start] = useTransition();
  const change = (open: boolean) => {
    setIsOpen(open);
    setEmail("");
    setRole("operator");
    setRefusal(null);
  };
  const submit = () => {
    const fault = LIKE_AN_EMAIL.test(email.trim()) ? null : "Enter an e-mail such as ada@example.com";
    if (fault !== null) return setRefusal({ code: "", detail: fault, issues: [{ path: "email", message: fault }] });
    start(async () => {
      const outcome = await runAction(add(place, { email, role }));
      if (!outcome.ok) return setRefusal(outcome.refusal);
      toast.success(`${outcome.value.name} is ${roleWords(role)} now`);
      change(false);
      await Promise.all(["members", "audit"].map((noun) => queryClient.invalidateQueries({ queryKey: [noun] })));
    });
  };
  const emailError = refusal?.issues.find(({ path }) => path === "email")?.message;
  return (
    <FormDialog
      trigger={trigger}
      open={isOpen}
      onOpenChange={change}
      size="sm"
      title="Add a person"
      description="They need an account already: by single sign-on, or made by whoever operates Posthouse."
      submitLabel="Add person"
      pendingLabel="Adding…"
      isPending={isPending}
      onSubmit={submit}
      fault={
        refusal === null || emailError !== undefined ? null : { title: "Nobody was added", detail: refusal.detail }
      }
    >
      <Field label="E-mail" error={emailError}>
        <Input type="email" value={email} onValueChange={setEmail} autoComplete="off" placeholder="ada@example.com" />
      </Field>
      <RadioGroup label="Role" value={role} onValueChange={(value) => setRole(roleNamed(value))} options={ROLES} />
    </FormDialog>
  );
}

/** Enough to catch a slip; the API has the last word. */
const LIKE_AN_EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
