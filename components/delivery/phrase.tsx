"use client";

import { MomentText } from "#components/time/time.tsx";
import type { Phrase } from "./verdict.ts";

/** A sentence whose moments stand in the viewer's own time, exact on hover. */
export function PhraseText({ phrase }: { phrase: Phrase }) {
  return phrase.map((part) =>
    typeof part === "string" ? <span key={part}>{part}</span> : <MomentText key={part.at} moment={part} />,
  );
}
