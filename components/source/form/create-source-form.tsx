"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { placeHref } from "#components/place/place.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { runAction } from "#components/query/run-action.ts";
import { SecretReveal } from "#components/secret/secret-reveal.tsx";
import { Button } from "#components/ui/button.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { Card } from "#components/ui/card.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { Source } from "#domain/source/schema.ts";
import { KIND_WORDS } from "#domain/source/words.ts";
import type { CreateSourceAction } from "../actions.ts";
import { SetupSteps } from "../setup-steps.tsx";
import { DefaultTypeField, HmacFields, NameFields } from "./fields.tsx";
import { OwnSecretField } from "./own-secret-field.tsx";
import { ProviderPicker } from "./provider-picker.tsx";
import { type Issues, NEW_SOURCE, type SourceValues, toCreateInput } from "./values.ts";

type Made = { source: Pick<Source, "id" | "url" | "verification">; secret: string | null };

/** Makes a source; shows a secret that Posthouse made once, with what to do at the provider; and goes to it. */
export function CreateSourceForm({ create }: { create: CreateSourceAction }) {
  const place = usePlace();
  const router = useRouter();
  const queryClient = useQueryClient();
  const [values, setValues] = useState<SourceValues>(NEW_SOURCE);
  const [issues, setIssues] = useState<Issues>([]);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [made, setMade] = useState<Made | null>(null);
  const [isPending, start] = useTransition();
  const change = (part: Partial<SourceValues>) => setValues({ ...values, ...part });
  const open = (id: string) => router.replace(placeHref(place, "sources", id));
  const submit = () =>
    start(async () => {
      const judged = await toCreateInput(values);
      setIssues(judged.issues);
      setRefusal(null);
      if (judged.issues.length > 0) return;
      const outcome = await runAction(create(place, judged.input));
      if (!outcome.ok) {
        setIssues(outcome.refusal.issues);
        setRefusal(outcome.refusal.issues.length === 0 ? outcome.refusal.detail : null);
        return;
      }
      const { secret, ...source } = outcome.value;
      setValues({ ...values, secret: "" });
      const isShown = isOurSecret(judged.input.verification);
      setMade({ source, secret: isShown ? secret : null });
      await queryClient.invalidateQueries({ queryKey: ["sources"] });
      if (!isShown) open(source.id);
    });
  return (
    <>
      <form
        noValidate
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {refusal === null ? null : (
          <Notice tone="bad" title="The source was not created">
            {refusal}
          </Notice>
        )}
        <Card title="Who sends">
          <div className="grid gap-4">
            <ProviderPicker kind={values.kind} onChoose={(kind) => change({ kind })} />
            {values.kind === "hmac" ? <HmacFields values={values} issues={issues} onChange={change} /> : null}
            <OwnSecretField values={values} issues={issues} onChange={change} />
          </div>
        </Card>
        <Card title="What it is to you">
          <div className="grid gap-4">
            <NameFields values={values} issues={issues} onChange={change} />
            <DefaultTypeField values={values} issues={issues} onChange={change} />
          </div>
        </Card>
        <div className="flex justify-end gap-2">
          <ButtonLink href={placeHref(place, "sources")}>Cancel</ButtonLink>
          <Button
            type="submit"
            variant="primary"
            isPending={isPending}
            pendingLabel="Creating…"
            disabled={made !== null}
          >
            Create source
          </Button>
        </div>
      </form>
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

/** Whether the secret is one that somebody has to take to the provider: not its own, nor one that it replaces by its own. */
function isOurSecret({ kind, secret }: { kind: SourceValues["kind"]; secret?: string | undefined }): boolean {
  return secret === undefined && KIND_WORDS[kind].secretFrom !== "provider";
}
