import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { type Kind, providerOf } from "../provider.ts";
import { errorAt, type SourceFieldsProps } from "./fields.tsx";

/** The provider's own secret, where there is one already. A token is always made by Posthouse. */
export function OwnSecretField({ values, issues, onChange }: SourceFieldsProps) {
  if (values.kind === "token") return null;
  return (
    <Field
      label="The provider’s own secret"
      isOptional
      hint={SECRET_HINTS[values.kind] ?? `Leave it empty and ${providerOf(values.kind).label} gets one from Posthouse.`}
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

const SECRET_HINTS: Partial<Record<Kind, string>> = {
  github: "Leave it empty, and Posthouse makes one to paste into GitHub.",
  stripe: "Stripe shows it (whsec_…) once it knows the URL. Leave it empty now and fill it in afterwards.",
  shopify: "The key that the shop’s notifications are signed with, or the app’s client secret. Can follow later.",
  slack: "The app’s signing secret, under Basic Information. Can follow later.",
  standard_webhooks:
    "Where the provider shows one (whsec_…). Leave it empty, and Posthouse makes one for the provider.",
  hmac: "Where the provider gives one. Leave it empty, and Posthouse makes one for the provider.",
};
