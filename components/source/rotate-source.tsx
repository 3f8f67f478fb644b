import { RefreshCw } from "lucide-react";
import { useState, useTransition } from "react";
import { usePlace } from "#components/place/place-context.tsx";
import { runAction } from "#components/query/run-action.ts";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { FormDialog } from "#components/ui/form-dialog.tsx";
import { Input } from "#components/ui/input.tsx";
import { RadioGroup } from "#components/ui/radio-group.tsx";
import type { Source } from "#domain/source/schema.ts";
import { KIND_WORDS } from "#domain/source/words.ts";
import type { SourceActions } from "./actions.ts";

type Choice = { isOwn: boolean; own: string; grace: string };

/** Gives a source another secret: one that Posthouse makes, or the provider's own; asks how long the older stays good. */
export function RotateSource(props: {
  source: Pick<Source, "id" | "verification">;
  rotate: SourceActions["rotate"];
  /** `secret` is null where somebody gave it and so knows it. */
  onRotated: (secret: string | null, graceSeconds: number) => void;
}) {
  const { source, rotate, onRotated } = props;
  const place = usePlace();
  const { label, secretFrom } = KIND_WORDS[source.verification.kind];
  const start: Choice = { isOwn: secretFrom === "provider", own: "", grace: GRACE_DEFAULT };
  const [isOpen, setIsOpen] = useState(false);
  const [choice, setChoice] = useState(start);
  const [refused, setRefused] = useState<{ own?: string; other?: string }>({});
  const [isPending, startRotating] = useTransition();
  const change = (open: boolean) => {
    setIsOpen(open);
    setChoice(start);
    setRefused({});
  };
  const submit = () => {
    const own = choice.own.trim();
    if (choice.isOwn && own === "") return setRefused({ own: "Paste the provider’s secret" });
    startRotating(async () => {
      const graceSeconds = Number(choice.grace);
      const verification = choice.isOwn ? { secret: own } : {};
      const outcome = await runAction(rotate(place, { id: source.id, graceSeconds, verification }));
      if (!outcome.ok) return setRefused(refusalOf(outcome.refusal));
      change(false);
      onRotated(choice.isOwn ? null : outcome.value.secret, graceSeconds);
    });
  };
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
      title="Rotate the secret"
      description="A new secret proves requests from now on. For a while the older one is good too, so that none is lost while you change over."
      submitLabel="Rotate secret"
      pendingLabel="Rotating…"
      isPending={isPending}
      onSubmit={submit}
      fault={refused.other === undefined ? null : { title: "The secret was not rotated", detail: refused.other }}
    >
      <RotateFields
        provider={label}
        mayBeOwn={secretFrom !== "posthouse"}
        choice={choice}
        refused={refused}
        onChange={(part) => setChoice({ ...choice, ...part })}
      />
    </FormDialog>
  );
}

function RotateFields(props: {
  provider: string;
  mayBeOwn: boolean;
  choice: Choice;
  refused: { own?: string; other?: string };
  onChange: (part: Partial<Choice>) => void;
}) {
  const { provider, mayBeOwn, choice, refused, onChange } = props;
  return (
    <div className="grid gap-4">
      {mayBeOwn ? (
        <RadioGroup
          label="Whose secret"
          value={choice.isOwn ? "own" : "new"}
          onValueChange={(value) => onChange({ isOwn: value === "own" })}
          options={[
            { value: "new", label: "A new one", hint: "Posthouse makes it; you take it to the provider." },
            { value: "own", label: "The provider’s own", hint: `The one that ${provider} shows you.` },
          ]}
        />
      ) : null}
      {choice.isOwn ? (
        <Field label="The provider’s secret" error={refused.own}>
          <Input
            type="password"
            isMono
            value={choice.own}
            onValueChange={(own) => onChange({ own })}
            autoComplete="off"
            spellCheck={false}
          />
        </Field>
      ) : null}
      <div className="grid gap-1.5">
        <p className="font-medium text-sm">The older secret stays good for</p>
        <RadioGroup
          label="The older secret stays good for"
          value={choice.grace}
          onValueChange={(grace) => onChange({ grace })}
          options={GRACES}
        />
      </div>
    </div>
  );
}

function refusalOf({ detail, issues }: { detail: string; issues: readonly { path: string; message: string }[] }) {
  const own = issues.find(({ path }) => path === "verification.secret")?.message;
  return own === undefined ? { other: detail } : { own };
}

const GRACE_DEFAULT = "86400";

const GRACES = [
  { value: "0", label: "No time: it ends at once", hint: "When it has leaked, or was never in use." },
  { value: "3600", label: "1 hour" },
  { value: GRACE_DEFAULT, label: "24 hours" },
  { value: "604800", label: "7 days" },
];
