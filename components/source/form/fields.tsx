import { useWatch } from "react-hook-form";
import { SelectField, TextField } from "#components/form/field.tsx";
import { FALLBACK_EVENT_TYPE, type HmacRule, KIND_WORDS, type VerificationKind } from "#domain/source/words.ts";

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
