import { RefreshCw } from "lucide-react";
import { useState, useTransition } from "react";
import { type Outcome, runAction } from "#components/query/run-action.ts";
import { Button } from "#components/ui/button.tsx";
import { FormDialog } from "#components/ui/form-dialog.tsx";
import { RadioGroup } from "#components/ui/radio-group.tsx";

/** Asks how long the older secret stays good, and makes a new one. */
export function RotateSecret(props: {
  rotate: (graceSeconds: number) => Promise<Outcome<{ secret: string }>>;
  onRotated: (secret: string, graceSeconds: number) => void;
}) {
  const { rotate, onRotated } = props;
  const [isOpen, setIsOpen] = useState(false);
  const [grace, setGrace] = useState(DEFAULT_GRACE);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isPending, start] = useTransition();
  const change = (open: boolean) => {
    setIsOpen(open);
    setGrace(DEFAULT_GRACE);
    setRefusal(null);
  };
  const submit = () =>
    start(async () => {
      const graceSeconds = Number(grace);
      const outcome = await runAction(rotate(graceSeconds));
      if (!outcome.ok) return setRefusal(outcome.refusal.detail);
      change(false);
      onRotated(outcome.value.secret, graceSeconds);
    });
  return (
    <FormDialog
      trigger={
        <Button size="sm" icon={<RefreshCw />}>
          Rotate secret
        </Button>
      }
      open={isOpen}
      onOpenChange={change}
      size="sm"
      title="Rotate the signing secret"
      description="A new secret signs from now on. For a while messages can carry both signatures, so that the receiver can change over without losing one."
      submitLabel="Rotate secret"
      pendingLabel="Rotating…"
      isPending={isPending}
      onSubmit={submit}
      fault={refusal === null ? null : { title: "The secret was not rotated", detail: refusal }}
    >
      <RadioGroup label="The older secret stays good for" value={grace} onValueChange={setGrace} options={GRACES} />
    </FormDialog>
  );
}

const DEFAULT_GRACE = "86400";

const GRACES = [
  {
    value: "0",
    label: "End the older one at once",
    hint: "When it has leaked. Receivers that still use it refuse everything.",
  },
  { value: "3600", label: "1 hour", hint: "Both sign until then." },
  { value: DEFAULT_GRACE, label: "24 hours", hint: "Both sign until then." },
  { value: "604800", label: "7 days", hint: "Both sign until then." },
];
