"use client";

import { clsx } from "clsx";
import type { ReactNode } from "react";
import { STATES, type State } from "#components/state/state.ts";
import { TONES } from "#components/state/tone.ts";
import { PhraseText } from "./phrase.tsx";
import type { Verdict } from "./verdict.ts";

/** The first thing a delivery or an endpoint shows: what happened, what happens next, what to do. Changes are read out. */
export function VerdictBox(props: { status: State; verdict: Verdict; action?: ReactNode }) {
  const { status, verdict, action } = props;
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
