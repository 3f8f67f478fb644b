"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useWatch } from "react-hook-form";
import { TextField, useField } from "#components/form/field.tsx";
import { FormDialog } from "#components/form/form-dialog.tsx";
import { useOperationForm } from "#components/form/use-operation-form.ts";
import { placeHref } from "#components/place/place.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import type { CreateAppAction } from "./actions.ts";
import { slugOf } from "./slug-of.ts";

/** `slug` is null until somebody types one. */
type NewApp = { name: string; slug: string | null };

/** Makes an app and goes to it. The slug follows the name until somebody types one. */
export function CreateApp({ create }: { create: CreateAppAction }) {
  const place = usePlace();
  const router = useRouter();
  const form = useOperationForm((input) => create(place, input), {
    schema: async () => (await import("#domain/app/schema.ts")).createAppInput,
    values: NEW_APP,
    toInput: ({ name, slug }) => ({ name, slug: slug ?? slugOf(name) }),
    onDone: ({ slug }) => router.push(placeHref({ ...place, app: slug }, "overview")),
  });
  return (
    <FormDialog
      form={form}
      trigger={{ size: "sm", icon: <Plus />, children: "Create app" }}
      size="sm"
      title="Create an app"
      description="It starts empty, with Posthouse’s own settings."
      submitLabel="Create app"
      pendingLabel="Creating…"
      refusedTitle="No app was made"
    >
      <TextField<NewApp> name="name" label="Name" placeholder="Sandbox" />
      <SlugField />
    </FormDialog>
  );
}

const NEW_APP: NewApp = { name: "", slug: null };

function SlugField() {
  const { value, onChange, error } = useField<string | null>("slug");
  const name = useWatch<NewApp, "name">({ name: "name" });
  return (
    <Field label="In addresses" hint="Stays as it is: it stands in every URL of the app." error={error}>
      <Input
        isMono
        value={value ?? slugOf(name)}
        onValueChange={onChange}
        placeholder="sandbox"
        autoComplete="off"
        spellCheck={false}
      />
    </Field>
  );
}
