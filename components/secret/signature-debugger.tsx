"use client";

import { useState, useTransition } from "react";
import type { z } from "zod";
import { usePlace } from "#components/place/place-context.tsx";
import { type Action, type Refusal, runAction } from "#components/query/run-action.ts";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import type { debugSignatureInput, SignatureDiagnosis } from "#domain/secret/schema.ts";
import { SignatureAnswer } from "./signature-answer.tsx";

export type DebugAction = Action<z.input<typeof debugSignatureInput>, SignatureDiagnosis>;

const EMPTY = { headers: "", body: "", receiverLast4: "", checkedAt: "" };

/** Takes what a receiver saw and says why it refused it, with the endpoint's live secret, which is not shown. */
export function SignatureDebugger({ id, debug }: { id: string; debug: DebugAction }) {
  const place = usePlace();
  const [seen, setSeen] = useState(EMPTY);
  const [diagnosis, setDiagnosis] = useState<SignatureDiagnosis | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [isPending, start] = useTransition();
  const change = (some: Partial<typeof EMPTY>) => {
    setSeen({ ...seen, ...some });
    setDiagnosis(null);
    setRefusal(null);
  };
  const errorOf = (path: string) => refusal?.issues.find((issue) => issue.path === path)?.message;
  const submit = () =>
    start(async () => {
      const { headers, body, receiverLast4, checkedAt } = seen;
      const outcome = await runAction(
        debug(place, {
          id,
          headers,
          body,
          ...(receiverLast4 === "" ? {} : { receiverLast4: lastFour(receiverLast4) }),
          ...(checkedAt === "" ? {} : { checkedAt: new Date(checkedAt).toISOString() }),
        }),
      );
      setDiagnosis(outcome.ok ? outcome.value : null);
      setRefusal(outcome.ok ? null : outcome.refusal);
    });
  return (
    <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,1fr)_26rem]">
      <Card title="What the receiver saw">
        <form
          className="grid gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
        >
          <Field label="Headers" hint={HEADERS_HINT} error={errorOf("headers")}>
            <Textarea
              isMono
              rows={4}
              spellCheck={false}
              placeholder={HEADERS_EXAMPLE}
              {...bound("headers", seen, change)}
            />
          </Field>
          <Field label="Body" hint="Exactly as it arrived, before anything parsed it." error={errorOf("body")}>
            <Textarea isMono className="min-h-36" spellCheck={false} {...bound("body", seen, change)} />
          </Field>
          <div className="grid gap-4 sm:grid-cols-2">
            <Field
              label="End of the receiver’s secret"
              hint="Its last four characters before any =, which are no secret."
              isOptional
              error={errorOf("receiverLast4")}
            >
              <Input
                isMono
                autoComplete="off"
                maxLength={5}
                value={seen.receiverLast4}
                onValueChange={(receiverLast4) => change({ receiverLast4 })}
              />
            </Field>
            <Field
              label="The receiver’s clock then"
              hint="As it was when it checked."
              isOptional
              error={errorOf("checkedAt")}
            >
              <Input
                type="datetime-local"
                step={1}
                value={seen.checkedAt}
                onValueChange={(checkedAt) => change({ checkedAt })}
              />
            </Field>
          </div>
          <Button
            type="submit"
            variant="primary"
            className="justify-self-start"
            isPending={isPending}
            pendingLabel="Comparing…"
            disabled={seen.headers.trim() === ""}
          >
            Find the cause
          </Button>
        </form>
      </Card>
      <SignatureAnswer diagnosis={diagnosis} refusal={refusal?.detail ?? null} />
    </div>
  );
}

const HEADERS_HINT =
  "As lines, as JSON or from a log; only webhook-id, webhook-timestamp and webhook-signature are read.";
const HEADERS_EXAMPLE = "webhook-id: evt_…\nwebhook-timestamp: 1769860800\nwebhook-signature: v1,…";

type Seen = typeof EMPTY;

function bound(name: "headers" | "body", seen: Seen, change: (some: Partial<Seen>) => void) {
  const onChange = (event: { target: { value: string } }) => change({ [name]: event.target.value });
  return { value: seen[name], onChange };
}

/** Somebody who pastes the end with its `=` means the same. */
function lastFour(text: string): string {
  return text.trim().replace(/=+$/, "").slice(-4);
}
