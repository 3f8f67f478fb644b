import Link from "next/link";
import { placeHref } from "#components/place/place.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { useNow } from "#components/time/clock.tsx";
import { Card } from "#components/ui/card.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { SignatureDiagnosis } from "#domain/secret/schema.ts";
import { signatureVerdict } from "./signature-words.ts";

/** The cause in words, or what will stand there. */
export function SignatureAnswer({ diagnosis }: { diagnosis: SignatureDiagnosis | null }) {
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
