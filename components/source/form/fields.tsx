import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { LateSelect } from "#components/ui/late-select.tsx";
import { FALLBACK_EVENT_TYPE } from "#domain/source/words.ts";
import type { Issues, SourceValues } from "./values.ts";

export type SourceFieldsProps = {
  values: SourceValues;
  issues: Issues;
  onChange: (change: Partial<SourceValues>) => void;
};

/** How the signature is written, for kind `hmac`. */
export function HmacFields({ values, issues, onChange }: SourceFieldsProps) {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label="Header" hint="The one that carries the signature." error={errorAt(issues, "verification.header")}>
        <Input
          isMono
          value={values.header}
          onValueChange={(header) => onChange({ header })}
          placeholder="x-signature"
          spellCheck={false}
          autoComplete="off"
        />
      </Field>
      <Field
        label="Prefix"
        isOptional
        hint="What stands before the signature."
        error={errorAt(issues, "verification.prefix")}
      >
        <Input
          isMono
          value={values.prefix}
          onValueChange={(prefix) => onChange({ prefix })}
          placeholder="sha256="
          spellCheck={false}
          autoComplete="off"
        />
      </Field>
      <Field label="Algorithm">
        <LateSelect
          options={ALGORITHMS}
          value={values.algorithm}
          onValueChange={(value) => onChange({ algorithm: oneOf(ALGORITHMS, value) })}
        />
      </Field>
      <Field label="Encoding">
        <LateSelect
          options={ENCODINGS}
          value={values.encoding}
          onValueChange={(value) => onChange({ encoding: oneOf(ENCODINGS, value) })}
        />
      </Field>
    </div>
  );
}

/** What it is called and what it belongs to, in the tenant's own words. */
export function NameFields({ values, issues, onChange }: SourceFieldsProps) {
  const text = (name: "name" | "description" | "processId" | "threadId") => ({
    value: values[name],
    onValueChange: (value: string) => onChange({ [name]: value }),
    autoComplete: "off",
  });
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label="Name" isOptional error={errorAt(issues, "name")}>
        <Input {...text("name")} placeholder="Shop, main repository" />
      </Field>
      <Field label="Description" isOptional error={errorAt(issues, "description")}>
        <Input {...text("description")} />
      </Field>
      <Field
        label="Process"
        isOptional
        hint="Which of your processes this belongs to."
        error={errorAt(issues, "processId")}
      >
        <Input {...text("processId")} isMono placeholder="billing" spellCheck={false} />
      </Field>
      <Field label="Thread" isOptional hint="Which thread of that process." error={errorAt(issues, "threadId")}>
        <Input {...text("threadId")} isMono spellCheck={false} />
      </Field>
    </div>
  );
}

/** The type of events whose request names none. */
export function DefaultTypeField({ values, issues, onChange }: SourceFieldsProps) {
  return (
    <Field
      label="Event type where the request names none"
      isOptional
      hint={`Without it: ${FALLBACK_EVENT_TYPE}.`}
      error={errorAt(issues, "defaultEventType")}
    >
      <Input
        isMono
        value={values.defaultEventType}
        onValueChange={(defaultEventType) => onChange({ defaultEventType })}
        placeholder="order.imported"
        spellCheck={false}
        autoComplete="off"
        className="w-full sm:w-80"
      />
    </Field>
  );
}

/** The message at a path of the operation's input. */
export function errorAt(issues: Issues, path: string): string | undefined {
  return issues.find((issue) => issue.path === path)?.message;
}

const ALGORITHMS = [
  { value: "sha256", label: "SHA-256" },
  { value: "sha512", label: "SHA-512" },
  { value: "sha1", label: "SHA-1" },
] as const;

const ENCODINGS = [
  { value: "hex", label: "Hex" },
  { value: "base64", label: "Base64" },
] as const;

function oneOf<Value extends string>(
  options: readonly [{ value: Value }, ...{ value: Value }[]],
  value: string,
): Value {
  return (options.find((option) => option.value === value) ?? options[0]).value;
}
