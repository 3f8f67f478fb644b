import { useQueryClient } from "@tanstack/react-query";
import { type ReactElement, useState, useTransition } from "react";
import { usePlace } from "#components/place/place-context.tsx";
import { type Refusal, runAction } from "#components/query/run-action.ts";
import { SecretReveal } from "#components/secret/secret-reveal.tsx";
import { CommandLine } from "#components/ui/command-line.tsx";
import { FormDialog } from "#components/ui/form-dialog.tsx";
import type { ApiKeyActions } from "./actions.ts";
import { type KeyChoices, KeyFields, START } from "./key-fields.tsx";
import { toCreateInput } from "./key-input.ts";

export type CreateApiKeyProps = {
  trigger: ReactElement;
  create: ApiKeyActions["create"];
  /** The app that the page is about. */
  app: { id: string; name: string };
  /** The API's address of this app, without a slash at its end. */
  apiUrl: string;
};

/** Makes a key and shows it once. */
export function CreateApiKey({ trigger, create, app, apiUrl }: CreateApiKeyProps) {
  const place = usePlace();
  const queryClient = useQueryClient();
  const [isOpen, setIsOpen] = useState(false);
  const [choices, setChoices] = useState<KeyChoices>(START);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [made, setMade] = useState<{ key: string; maySendOnly: boolean } | null>(null);
  const [isPending, start] = useTransition();
  const change = (open: boolean) => {
    setIsOpen(open);
    setChoices(START);
    setRefusal(null);
  };
  const submit = () => {
    const { input, refused } = toCreateInput(choices, { appId: app.id, nowMs: Date.now() });
    setRefusal(refused);
    if (input === null) return;
    start(async () => {
      const outcome = await runAction(create(place, input));
      if (!outcome.ok) return setRefusal(outcome.refusal);
      change(false);
      setMade({ key: outcome.value.key, maySendOnly: choices.access === "send" });
      await Promise.all(["api-keys", "audit"].map((noun) => queryClient.invalidateQueries({ queryKey: [noun] })));
    });
  };
  return (
    <>
      <FormDialog
        trigger={trigger}
        open={isOpen}
        onOpenChange={change}
        title="Create an API key"
        description="A program of yours signs in with it. You can revoke it at any time."
        submitLabel="Create key"
        pendingLabel="Creating…"
        isPending={isPending}
        onSubmit={submit}
        fault={
          refusal === null || refusal.issues.length > 0 ? null : { title: "No key was made", detail: refusal.detail }
        }
      >
        <KeyFields choices={choices} issues={refusal?.issues ?? []} appName={app.name} onChange={setChoices} />
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
