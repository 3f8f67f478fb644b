"use client";

import Link from "next/link";
import { useState } from "react";
import type { z } from "zod";
import { LongTextField, TextField } from "#components/form/field.tsx";
import { Form } from "#components/form/form.tsx";
import { useOperationForm } from "#components/form/use-operation-form.ts";
import { placeHref } from "#components/place/place.ts";
import { usePlace } from "#components/place/place-context.tsx";
import type { Action } from "#components/query/call-action.ts";
import { useNow } from "#components/time/time.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { debugSignatureInput, SignatureDiagnosis } from "#domain/secret/schema.ts";
import { signatureVerdict } from "./signature-words.ts";

export type DebugAction = Action<z.input<typeof debugSignatureInput>, SignatureDiagnosis>;

const NOTHING = { headers: "", body: "", receiverLast4: "", checkedAt: "" };
type Seen = typeof NOTHING;

/** Takes what a receiver saw and says why it refused it, with the endpoint's live secret, which is not shown. */
export function SignatureDebugger({ id, debug }: { id: string; debug: DebugAction }) {
  const place = usePlace();
  const [diagnosis, setDiagnosis] = useState<SignatureDiagnosis | null>(null);
  const form = useOperationForm((input) => debug(place, { id, ...input }), {
    schema: async () => (await import("#domain/secret/schema.ts")).debugSignatureInput.omit({ id: true }),
    values: NOTHING,
    toInput: ({ headers, body, receiverLast4, checkedAt }) => ({
      headers,
      body,
      ...(receiverLast4 === "" ? {} : { receiverLast4: lastFour(receiverLast4) }),
      ...(checkedAt === "" ? {} : { checkedAt: new Date(checkedAt).toISOString() }),
    }),
    isScratch: true,
    onDone: setDiagnosis,
  });
  const isAnswered = !form.isDirty && !form.isPending;
  return (
    <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,1fr)_26rem]">
      <Card title="What the receiver saw">
        <Form form={form} refusedTitle="It could not be compared">
          <LongTextField<Seen>
            name="headers"
            label="Headers"
            hint={HEADERS_HINT}
            isMono
            rows={4}
            placeholder={HEADERS_EXAMPLE}
          />
          <LongTextField<Seen>
            name="body"
            label="Body"
            hint="Exactly as it arrived, before anything parsed it."
            isMono
            height="min-h-36"
          />
          <div className="grid gap-4 sm:grid-cols-2">
            <TextField<Seen>
              name="receiverLast4"
              label="End of the receiver’s secret"
              hint="Its last four characters before any =, which are no secret."
              isOptional
              isMono
              maxLength={5}
            />
            <TextField<Seen>
              name="checkedAt"
              label="The receiver’s clock then"
              hint="As it was when it checked."
              isOptional
              type="datetime-local"
              step={1}
            />
          </div>
          <Button
            type="submit"
            variant="primary"
            className="justify-self-start"
            isPending={form.isPending}
            pendingLabel="Comparing…"
          >
            Find the cause
          </Button>
        </Form>
      </Card>
      <SignatureAnswer diagnosis={isAnswered ? diagnosis : null} />
    </div>
  );
}

const HEADERS_HINT =
  "As lines, as JSON or from a log; only webhook-id, webhook-timestamp and webhook-signature are read.";
const HEADERS_EXAMPLE = "webhook-id: evt_…\nwebhook-timestamp: 1769860800\nwebhook-signature: v1,…";

/** Somebody who pastes the end with its `=` means the same. */
function lastFour(text: string): string {
  return text.trim().replace(/=+$/, "").slice(-4);
}

/** The cause in words, or what will stand there. */
function SignatureAnswer({ diagnosis }: { diagnosis: SignatureDiagnosis | null }) {
  return diagnosis === null ? <WhatItKnows /> : <Cause diagnosis={diagnosis} />;
}

function Cause({ diagnosis }: { diagnosis: SignatureDiagnosis }) {
  const place = usePlace();
  const { tone, title, why, advice } = signatureVerdict(diagnosis, useNow());
  const other = diagnosis.secret?.endpoint;
  return (
    <Notice tone={tone} title={title}>
      <div className="grid gap-2">
        <p>{why}</p>
        <p className="text-ink">{advice}</p>
        {other ? (
          <Link href={placeHref(place, "endpoints", other.id)} className="text-accent underline underline-offset-2">
            Go to {other.name}
          </Link>
        ) : null}
      </div>
    </Notice>
  );
}

function WhatItKnows() {
  return (
    <Card title="What can be told apart">
      <ul className="grid list-disc gap-1.5 pl-4 text-ink-muted text-sm">
        <li>a body that was changed on its way, how and where</li>
        <li>a receiver that checks with another secret</li>
        <li>a secret whose grace is over</li>
        <li>a message meant for another endpoint</li>
        <li>a clock that is wrong, or a message that waited</li>
        <li>headers that were lost, cut or rewritten</li>
      </ul>
      <p className="mt-3 text-ink-muted text-sm">
        What you paste is compared with the bytes that were sent and with the secrets kept here. It is not stored, and
        no secret is shown.
      </p>
    </Card>
  );
}
