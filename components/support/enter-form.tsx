import { useRouter } from "next/navigation";
import { type FormEvent, useState, useTransition } from "react";
import { runAction } from "#components/query/run-action.ts";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { enterInput } from "#domain/support/schema.ts";
import type { EnterAction } from "./actions.ts";

type EnterFormProps = { tenant: string; href: string; enter: EnterAction; onCancel: () => void };

/** Asks for the reason, enters, and goes to `href`. */
export function EnterForm({ tenant, href, enter, onCancel }: EnterFormProps) {
  const router = useRouter();
  const [reason, setReason] = useState("");
  const [fault, setFault] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isPending, start] = useTransition();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const issue = enterInput.safeParse({ tenant, reason }).error?.issues[0]?.message ?? null;
    setFault(issue);
    if (issue !== null) return;
    start(async () => {
      const outcome = await runAction(enter({ tenant, reason }));
      if (outcome.ok) router.push(href);
      else setRefusal(outcome.refusal.detail);
    });
  };
  return (
    <form onSubmit={submit} className="grid gap-4">
      {refusal === null ? null : <Notice tone="bad">{refusal}</Notice>}
      <Field label="Reason" hint="A ticket and what you look for." error={fault ?? undefined}>
        <Textarea
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          placeholder="Ticket 4711: deliveries to the till fail since Monday"
          maxLength={500}
          rows={2}
        />
      </Field>
      <div className="flex justify-end gap-2">
        <Button variant="ghost" onClick={onCancel}>
          Cancel
        </Button>
        <Button type="submit" variant="primary" isPending={isPending} pendingLabel="Entering…">
          Enter for 60 minutes
        </Button>
      </div>
    </form>
  );
}
