"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useWatch } from "react-hook-form";
import { RadioField, SelectField, TextField } from "#components/form/field.tsx";
import { Form, FormEnd } from "#components/form/form.tsx";
import { useOperationForm } from "#components/form/use-operation-form.ts";
import { placeHref } from "#components/place/place.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { SecretReveal } from "#components/secret/secret-reveal.tsx";
import type { CreateSourceAction } from "#components/source/actions.ts";
import { SetupSteps } from "#components/source/setup-steps.tsx";
import { Card } from "#components/ui/card.tsx";
import type { Source } from "#domain/source/schema.ts";
import {
  FALLBACK_EVENT_TYPE,
  HMAC_RULE_DEFAULTS,
  type HmacRule,
  KIND_WORDS,
  type VerificationKind,
} from "#domain/source/words.ts";

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
        <FormEnd
          form={form}
          cancelHref={placeHref(place, "sources")}
          pendingLabel="Creating…"
          isDisabled={made !== null}
        >
          Create source
        </FormEnd>
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

/** A source as its form holds it; an empty text in `verification` is "not set". */
export type SourceValues = {
  name: string;
  description: string;
  processId: string | null;
  threadId: string | null;
  defaultEventType: string | null;
  verification: HmacRule & {
    kind: VerificationKind;
    /** The provider's own, where it gave one. */
    secret: string;
  };
};

/** A rule as the operations take it; kinds without one have none, and one without a header leaves it as it is. */
export function ruleInput({ kind, header, algorithm, encoding, prefix }: SourceValues["verification"]) {
  if (KIND_WORDS[kind].ruleDefaults === null) return null;
  return { ...(header === "" ? {} : { header }), algorithm, encoding, prefix };
}

/** How the signature is written, for kinds whose owner says so. */
export function HmacFields() {
  const kind = useWatch<SourceValues, "verification.kind">({ name: "verification.kind" });
  if (KIND_WORDS[kind].ruleDefaults === null) return null;
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <TextField<SourceValues>
        name="verification.header"
        label="Header"
        hint="The one that carries the signature."
        isMono
        placeholder="x-signature"
        spellCheck={false}
      />
      <TextField<SourceValues>
        name="verification.prefix"
        label="Prefix"
        isOptional
        hint="What stands before the signature."
        isMono
        placeholder="sha256="
        spellCheck={false}
      />
      <SelectField<SourceValues> name="verification.algorithm" label="Algorithm" options={ALGORITHMS} />
      <SelectField<SourceValues> name="verification.encoding" label="Encoding" options={ENCODINGS} />
    </div>
  );
}

const ALGORITHMS = [
  { value: "sha256", label: "SHA-256" },
  { value: "sha512", label: "SHA-512" },
  { value: "sha1", label: "SHA-1" },
];

const ENCODINGS = [
  { value: "hex", label: "Hex" },
  { value: "base64", label: "Base64" },
];

/** What it is called and what it belongs to, in the tenant's own words. */
export function NameFields() {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <TextField<SourceValues> name="name" label="Name" isOptional placeholder="Shop, main repository" />
      <TextField<SourceValues> name="description" label="Description" isOptional />
      <TextField<SourceValues>
        name="processId"
        label="Process"
        isOptional
        isNullable
        hint="Which of your processes this belongs to."
        isMono
        placeholder="billing"
        spellCheck={false}
      />
      <TextField<SourceValues>
        name="threadId"
        label="Thread"
        isOptional
        isNullable
        hint="Which thread of that process."
        isMono
        spellCheck={false}
      />
    </div>
  );
}

/** The type of events whose request names none. */
export function DefaultTypeField() {
  return (
    <TextField<SourceValues>
      name="defaultEventType"
      label="Event type where the request names none"
      isOptional
      isNullable
      hint={`Without it: ${FALLBACK_EVENT_TYPE}.`}
      isMono
      placeholder="order.imported"
      spellCheck={false}
      width="w-full sm:w-80"
    />
  );
}
