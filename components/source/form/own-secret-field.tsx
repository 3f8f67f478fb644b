import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { KIND_WORDS } from "#domain/source/words.ts";
import { errorAt, type SourceFieldsProps } from "./fields.tsx";

/** The provider's own secret, where there is one already. A token is always made by Posthouse. */
export function OwnSecretField({ values, issues, onChange }: SourceFieldsProps) {
  const { ownSecretHint } = KIND_WORDS[values.kind];
  if (ownSecretHint === null) return null;
  return (
    <Field
      label="The provider’s own secret"
      isOptional
      hint={ownSecretHint}
      error={errorAt(issues, "verification.secret")}
    >
      <Input
        type="password"
        isMono
        value={values.secret}
        onValueChange={(secret) => onChange({ secret })}
        autoComplete="off"
        spellCheck={false}
        className="w-full sm:w-80"
      />
    </Field>
  );
}
