"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useWatch } from "react-hook-form";
import { RadioField, TextField } from "#components/form/field.tsx";
import { Form } from "#components/form/form.tsx";
import { useOperationForm } from "#components/form/use-operation-form.ts";
import { placeHref } from "#components/place/place.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { SecretReveal } from "#components/secret/secret-reveal.tsx";
import { Button, ButtonLink } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import type { Source } from "#domain/source/schema.ts";
import { HMAC_RULE_DEFAULTS, KIND_WORDS, type VerificationKind } from "#domain/source/words.ts";
import type { CreateSourceAction } from "../actions.ts";
import { SetupSteps } from "../setup-steps.tsx";
import { DefaultTypeField, HmacFields, NameFields, ruleInput, type SourceValues } from "./fields.tsx";

type Made = { source: Pick<Source, "id" | "url" | "verification">; secret: string | null };

/** Makes a source; shows a secret that Posthouse made once, with what to do at the provider; and goes to it. */
export function CreateSourceForm({ create }: { create: CreateSourceAction }) {
  const place = usePlace();
  const router = useRouter();
  const [made, setMade] = useState<Made | null>(null);
  const open = (id: string) => router.replace(placeHref(place, "sources", id));
  const form = useOperationForm((input) => create(place, input), {
    schema: async () => (await import("#domain/source/schema.ts")).createSourceInput,
    values: NEW_SOURCE,
    toInput: toCreateInput,
    refetch: ["sources"],
    onDone: ({ secret, ...source }, { verification }) => {
      const isShown = isOurSecret(verification);
      setMade({ source, secret: isShown ? secret : null });
      if (!isShown) open(source.id);
    },
  });
  return (
    <>
      <Form form={form} refusedTitle="The source was not created">
        <Card title="Who sends">
          <div className="grid gap-4">
            <RadioField<SourceValues>
              name="verification.kind"
              label="Who sends"
              options={Object.entries(KIND_WORDS).map(([value, { label, proof }]) => ({ value, label, hint: proof }))}
              className="sm:grid-cols-2"
            />
            <HmacFields />
            <OwnSecretField />
          </div>
        </Card>
        <Card title="What it is to you">
          <div className="grid gap-4">
            <NameFields />
            <DefaultTypeField />
          </div>
        </Card>
        <div className="flex justify-end gap-2">
          <ButtonLink href={placeHref(place, "sources")}>Cancel</ButtonLink>
          <Button
            type="submit"
            variant="primary"
            isPending={form.isPending}
            pendingLabel="Creating…"
            disabled={made !== null}
          >
            Create source
          </Button>
        </div>
      </Form>
      <SecretReveal
        secret={made?.secret ?? null}
        label="Secret of the source"
        description="With it the provider proves that a request is its own. It is shown this once."
        usage={made === null ? null : <SetupSteps source={made.source} isSecretInSight />}
        doneLabel="Go to the source"
        onDone={() => {
          if (made === null) return;
          setMade({ ...made, secret: null });
          open(made.source.id);
        }}
      />
    </>
  );
}

export const NEW_SOURCE: SourceValues = {
  name: "",
  description: "",
  processId: null,
  threadId: null,
  defaultEventType: null,
  verification: { kind: "github", secret: "", header: "", ...HMAC_RULE_DEFAULTS },
};

/** A secret of the provider's own goes with every kind whose secret Posthouse does not always make. */
export function toCreateInput({ verification, ...named }: SourceValues) {
  const { kind, secret } = verification;
  const own = secret === "" || KIND_WORDS[kind].secretFrom === "posthouse" ? {} : { secret };
  return { ...named, verification: { kind, ...own, ...ruleInput(verification) } };
}

/** Whether the secret is one that somebody has to take to the provider: not its own, nor one that it replaces by its own. */
function isOurSecret({ kind, secret }: { kind: VerificationKind; secret?: string | undefined }): boolean {
  return secret === undefined && KIND_WORDS[kind].secretFrom !== "provider";
}

/** The provider's own secret, where there is one already. */
function OwnSecretField() {
  const { ownSecretHint } = KIND_WORDS[useWatch<SourceValues, "verification.kind">({ name: "verification.kind" })];
  if (ownSecretHint === null) return null;
  return (
    <TextField<SourceValues>
      name="verification.secret"
      label="The provider’s own secret"
      isOptional
      hint={ownSecretHint}
      type="password"
      isMono
      spellCheck={false}
      width="w-full sm:w-80"
    />
  );
}
