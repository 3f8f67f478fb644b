"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { placeHref } from "#components/place/place.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { type Refusal, runAction } from "#components/query/run-action.ts";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { FormDialog } from "#components/ui/form-dialog.tsx";
import { Input } from "#components/ui/input.tsx";
import type { CreateAppAction } from "./actions.ts";
import { slugOf } from "./slug-of.ts";

/** Makes an app and goes to it. The slug follows the name until somebody types one. */
export function CreateApp({ create }: { create: CreateAppAction }) {
  const place = usePlace();
  const router = useRouter();
  const [isOpen, setIsOpen] = useState(false);
  const [name, setName] = useState("");
  const [typedSlug, setTypedSlug] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [isPending, start] = useTransition();
  const slug = typedSlug ?? slugOf(name);
  const change = (open: boolean) => {
    setIsOpen(open);
    setName("");
    setTypedSlug(null);
    setRefusal(null);
  };
  const submit = () =>
    start(async () => {
      const issues = await issuesOf({ name, slug });
      setRefusal(issues.length === 0 ? null : { code: "invalid_request", detail: "", issues });
      if (issues.length > 0) return;
      const outcome = await runAction(create(place, { name, slug }));
      if (!outcome.ok) return setRefusal(outcome.refusal);
      change(false);
      router.push(placeHref({ ...place, app: outcome.value.slug }, "overview"));
    });
  const errorAt = (path: string) => refusal?.issues.find((issue) => issue.path === path)?.message;
  return (
    <FormDialog
      trigger={
        <Button size="sm" icon={<Plus />}>
          Create app
        </Button>
      }
      open={isOpen}
      onOpenChange={change}
      size="sm"
      title="Create an app"
      description="It starts empty, with Posthouse’s own settings."
      submitLabel="Create app"
      pendingLabel="Creating…"
      isPending={isPending}
      onSubmit={submit}
      fault={
        refusal === null || refusal.issues.length > 0 ? null : { title: "No app was made", detail: refusal.detail }
      }
    >
      <Field label="Name" error={errorAt("name")}>
        <Input value={name} onValueChange={setName} placeholder="Sandbox" autoComplete="off" />
      </Field>
      <Field label="In addresses" hint="Stays as it is: it stands in every URL of the app." error={errorAt("slug")}>
        <Input isMono value={slug} onValueChange={setTypedSlug} placeholder="sandbox" spellCheck={false} />
      </Field>
    </FormDialog>
  );
}

async function issuesOf(given: { name: string; slug: string }): Promise<Refusal["issues"]> {
  const { createAppInput } = await import("#domain/app/schema.ts");
  const issues = createAppInput.safeParse(given).error?.issues ?? [];
  return issues.map(({ path, message }) => ({
    path: path.join("."),
    message: path[0] === "name" ? "From 1 to 120 characters" : message,
  }));
}
