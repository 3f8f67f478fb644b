import { RefreshCw } from "lucide-react";
import { useWatch } from "react-hook-form";
import { RadioField, TextField } from "#components/form/field.tsx";
import { FormDialog } from "#components/form/form-dialog.tsx";
import { useOperationForm } from "#components/form/use-operation-form.ts";
import { usePlace } from "#components/place/place-context.tsx";
import type { Source } from "#domain/source/schema.ts";
import { KIND_WORDS } from "#domain/source/words.ts";
import { SOURCE_NOUNS, type SourceActions } from "./actions.ts";

type RotateValues = { isOwn: boolean; verification: { secret: string }; graceSeconds: number };

/** Gives a source another secret: one that Posthouse makes, or the provider's own; asks how long the older stays good. */
export function RotateSource(props: {
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
