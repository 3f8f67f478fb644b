import { RefreshCw } from "lucide-react";
import { useState } from "react";
import { useWatch } from "react-hook-form";
import { RadioField, TextField } from "#components/form/field.tsx";
import { FormDialog } from "#components/form/form-dialog.tsx";
import { useOperationForm } from "#components/form/use-operation-form.ts";
import { formatDuration } from "#components/format/number.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { toast } from "#components/popup/toast.tsx";
import { SecretReveal } from "#components/secret/secret-reveal.tsx";
import { Time, useNow } from "#components/time/time.tsx";
import { Card } from "#components/ui/card.tsx";
import { KeyValue, KeyValueList } from "#components/ui/facts.tsx";
import type { Source } from "#domain/source/schema.ts";
import { KIND_WORDS } from "#domain/source/words.ts";
import { SOURCE_NOUNS, type SourceActions } from "./actions.ts";
import { SetupSteps } from "./setup-steps.tsx";

/** By which four characters the secret is known, until when an older one is good too, and how to replace it. */
export function SourceSecret({ source, rotate }: { source: Source; rotate: SourceActions["rotate"] }) {
  const now = useNow();
  const [fresh, setFresh] = useState<{ secret: string; graceSeconds: number } | null>(null);
  const endsAt = source.previousSecretExpiresAt;
  const isPreviousGood = endsAt !== null && Date.parse(endsAt) > now;
  return (
    <Card
      title="Secret"
      actions={
        <RotateSource
          source={source}
          rotate={rotate}
          onRotated={(secret, graceSeconds) => {
            if (secret === null) toast.success("The provider’s secret is set");
            else setFresh({ secret, graceSeconds });
          }}
        />
      }
    >
      <KeyValueList>
        <KeyValue label="Current" isMono>
          {source.secretLast4 === "" ? "too short to show its end" : `…${source.secretLast4}`}
        </KeyValue>
        {isPreviousGood ? (
          <KeyValue label="Previous">
            good too, ends <Time at={endsAt} isFocusable />
          </KeyValue>
        ) : null}
      </KeyValueList>
      <SecretReveal
        secret={fresh?.secret ?? null}
        label="Secret of the source"
        description={graceWords(fresh?.graceSeconds ?? 0)}
        usage={<SetupSteps source={source} isSecretInSight />}
        doneLabel="Done"
        onDone={() => setFresh(null)}
      />
    </Card>
  );
}

function graceWords(graceSeconds: number): string {
  if (graceSeconds === 0) return "It is the only one from now on: the older one is good for nothing any more.";
  return `For ${formatDuration(graceSeconds * 1000)} the older one is good too. This one is shown this once.`;
}

type RotateValues = { isOwn: boolean; verification: { secret: string }; graceSeconds: number };

function RotateSource(props: {
  source: Pick<Source, "id" | "verification">;
  rotate: SourceActions["rotate"];
  /** `secret` is null where somebody gave it and so knows it. */
  onRotated: (secret: string | null, graceSeconds: number) => void;
}) {
  const { rotate, onRotated } = props;
  const { id, verification } = props.source;
  const place = usePlace();
  const { label, secretFrom } = KIND_WORDS[verification.kind];
  const form = useOperationForm((input) => rotate(place, { id, ...input }), {
    schema: async () => (await import("#domain/source/schema.ts")).rotateSourceInput.omit({ id: true }),
    values: { isOwn: secretFrom === "provider", verification: { secret: "" }, graceSeconds: 86_400 },
    check: ({ isOwn, verification: { secret } }) => ({
      "verification.secret": isOwn && secret === "" ? "Paste the provider’s secret" : null,
    }),
    toInput: ({ isOwn, graceSeconds, ...own }: RotateValues) => ({
      graceSeconds,
      verification: isOwn ? own.verification : {},
    }),
    refetch: SOURCE_NOUNS,
    onDone: ({ secret }, { graceSeconds = 0, verification: own }) =>
      onRotated(own?.secret === undefined ? secret : null, graceSeconds),
  });
  return (
    <FormDialog
      form={form}
      trigger={{ size: "sm", icon: <RefreshCw />, children: "Rotate secret" }}
      size="sm"
      title="Rotate the secret"
      description="A new secret proves requests from now on. For a while the older one is good too, so that none is lost while you change over."
      submitLabel="Rotate secret"
      pendingLabel="Rotating…"
      refusedTitle="The secret was not rotated"
    >
      {secretFrom === "posthouse" ? null : (
        <RadioField<RotateValues>
          name="isOwn"
          label="Whose secret"
          options={[
            { value: false, label: "A new one", hint: "Posthouse makes it; you take it to the provider." },
            { value: true, label: "The provider’s own", hint: `The one that ${label} shows you.` },
          ]}
        />
      )}
      <OwnSecretField />
      <RadioField<RotateValues>
        name="graceSeconds"
        label="The older secret stays good for"
        title="The older secret stays good for"
        options={GRACES}
      />
    </FormDialog>
  );
}

function OwnSecretField() {
  if (!useWatch<RotateValues, "isOwn">({ name: "isOwn" })) return null;
  return (
    <TextField<RotateValues>
      name="verification.secret"
      label="The provider’s secret"
      type="password"
      isMono
      spellCheck={false}
    />
  );
}

const GRACES = [
  { value: 0, label: "No time: it ends at once", hint: "When it has leaked, or was never in use." },
  { value: 3600, label: "1 hour" },
  { value: 86_400, label: "24 hours" },
  { value: 604_800, label: "7 days" },
];
