import { Plus } from "lucide-react";
import { useState } from "react";
import { RadioField, TextField, useField } from "#components/form/field.tsx";
import { FormDialog } from "#components/form/form-dialog.tsx";
import { useOperationForm } from "#components/form/use-operation-form.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { Select } from "#components/popup/popup.tsx";
import { SecretReveal } from "#components/secret/secret-reveal.tsx";
import { CommandLine } from "#components/ui/code-frame.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { KEY_PERMISSION_WORDS } from "#domain/api-key/words.ts";
import { API_KEY_NOUNS, type ApiKeyActions } from "./actions.ts";
import { EXPIRIES, type Expiry, expiresAt } from "./expiry.ts";

type CreateApiKeyProps = {
  create: ApiKeyActions["create"];
  /** The app that the page is about. */
  app: { id: string; name: string };
  /** The API's address of this app, without a slash at its end. */
  apiUrl: string;
};

type KeyValues = { name: string; access: "send" | "manage"; reach: "app" | "tenant"; expiresAt: Expiry };

/** Makes a key and shows it once. */
export function CreateApiKey({ create, app, apiUrl }: CreateApiKeyProps) {
  const place = usePlace();
  const [made, setMade] = useState<{ key: string; maySendOnly: boolean } | null>(null);
  const form = useOperationForm((input) => create(place, input), {
    schema: async () => (await import("#domain/api-key/schema.ts")).createApiKeyInput,
    values: NEW_KEY,
    check: (values) => ({ expiresAt: expiresAt(values.expiresAt, Date.now()) === undefined ? "Choose a day" : null }),
    toInput: ({ name, access, reach, ...values }: KeyValues) => ({
      name,
      permissions: access === "send" ? ["send_events" as const] : ["manage_webhooks" as const, "send_events" as const],
      appId: reach === "app" ? app.id : null,
      expiresAt: expiresAt(values.expiresAt, Date.now()),
    }),
    refetch: API_KEY_NOUNS,
    onDone: ({ key }, { permissions }) => setMade({ key, maySendOnly: permissions.length === 1 }),
  });
  return (
    <>
      <FormDialog
        form={form}
        trigger={{ variant: "primary", icon: <Plus />, children: "Create API key" }}
        title="Create an API key"
        description="A program of yours signs in with it. You can revoke it at any time."
        submitLabel="Create key"
        pendingLabel="Creating…"
        refusedTitle="No key was made"
      >
        <TextField<KeyValues>
          name="name"
          label="Name"
          hint="After the program that will use it."
          placeholder="Order service"
        />
        <RadioField<KeyValues> name="access" title="It may" label="What it may do" options={ACCESS} />
        <RadioField<KeyValues>
          name="reach"
          title="In"
          label="Where it is good"
          options={[
            { value: "app", label: `Only ${app.name}` },
            { value: "tenant", label: "Every app, later ones too" },
          ]}
          className="sm:grid-cols-2"
        />
        <ExpiryField />
      </FormDialog>
      <SecretReveal
        secret={made?.key ?? null}
        noun="key"
        label="API key"
        lostHint="Posthouse keeps only a fingerprint of it. A lost key is revoked and replaced."
        description="It is shown this once. Whoever has it can do what it may do."
        usage={<Usage apiUrl={apiUrl} maySendOnly={made?.maySendOnly ?? false} />}
        doneLabel="Done"
        onDone={() => setMade(null)}
      />
    </>
  );
}

const NEW_KEY: KeyValues = { name: "", access: "send", reach: "app", expiresAt: { choice: "90", day: "" } };

const ACCESS = [
  { value: "send", ...KEY_PERMISSION_WORDS.send_events },
  { value: "manage", ...KEY_PERMISSION_WORDS.manage_webhooks },
];

function ExpiryField() {
  const { value, onChange, error } = useField<Expiry>("expiresAt");
  const isDay = value.choice === "day";
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label="It ends" error={isDay ? undefined : error}>
        <Select options={EXPIRIES} value={value.choice} onValueChange={(choice) => onChange({ ...value, choice })} />
      </Field>
      {isDay ? (
        <Field label="Its last day" error={error}>
          <Input type="date" value={value.day} onValueChange={(day) => onChange({ ...value, day })} />
        </Field>
      ) : null}
    </div>
  );
}

/** A first call with the key, which stands in the environment so that no shell's history keeps it. */
function Usage({ apiUrl, maySendOnly }: { apiUrl: string; maySendOnly: boolean }) {
  const send = ` -H "Content-Type: application/json" -d '{"type":"order.paid","data":{"order":"A-1001"}}'`;
  return (
    <section aria-label="How to use it" className="grid min-w-0 gap-2">
      <p className="text-ink-muted text-sm">
        Put it into <code className="font-mono text-xs">POSTHOUSE_KEY</code> where your program runs, then try:
      </p>
      <CommandLine
        command={`curl ${apiUrl}/${maySendOnly ? "events" : "endpoints"} -H "Authorization: Bearer $POSTHOUSE_KEY"${maySendOnly ? send : ""}`}
      />
    </section>
  );
}
