"use client";

import { clsx } from "clsx";
import type { ReactNode } from "react";
import { placeHref } from "#components/place/place.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { STATES, type State } from "#components/state/state.ts";
import { TONES } from "#components/state/tone.ts";
import { ButtonLink } from "#components/ui/button.tsx";
import { PhraseText } from "./phrase.tsx";
import type { DeliveryView } from "./use-delivery.ts";
import type { Verdict } from "./verdict.ts";

/** The first thing a delivery or an endpoint shows: what happened, what happens next, what to do. Changes are read out. */
export function VerdictBox({ status, verdict, action }: { status: State; verdict: Verdict; action?: ReactNode }) {
  const { icon: Icon, tone, word } = STATES[status];
  return (
    <section
      aria-label="Verdict"
      className={clsx("flex flex-wrap gap-3 rounded-lg border px-4 py-3.5", TONES[tone].pill, "print:bg-transparent")}
    >
      <Icon aria-label={word} className="mt-0.5 size-5 shrink-0" strokeWidth={2.25} />
      <div role="status" className="grid min-w-0 flex-1 basis-56 gap-1 text-ink">
        <p className="text-h2 text-balance">
          <PhraseText phrase={verdict.happened} />
        </p>
        {verdict.next.length === 0 ? null : (
          <p>
            <PhraseText phrase={verdict.next} />
          </p>
        )}
        {verdict.advice === null ? null : <p className="text-ink-muted">{verdict.advice}</p>}
      </div>
      {action}
    </section>
  );
}

/** A delivery's verdict; while its endpoint holds it, with the way to where it can be let go. */
export function DeliveryVerdict({ view: { delivery, verdict, isHeld } }: { view: DeliveryView }) {
  const href = placeHref(usePlace(), "endpoints", delivery.endpointId);
  const toEndpoint = (
    <ButtonLink size="sm" className="self-center" href={href}>
      See the endpoint
    </ButtonLink>
  );
  return <VerdictBox status={delivery.status} verdict={verdict} action={isHeld ? toEndpoint : undefined} />;
}
