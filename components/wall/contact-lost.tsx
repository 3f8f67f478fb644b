"use client";

import { CloudOff } from "lucide-react";
import { formatDuration } from "#components/format/duration.ts";
import { useNow, useTimeZone } from "#components/time/clock.tsx";
import type { LostContact } from "./contact.ts";
import { clockWords } from "./wall-header.tsx";

/** In place of the header, as large: since when nothing on this wall is certain any more, and why. */
export function ContactLost({ contact }: { contact: LostContact }) {
  const now = useNow();
  const timeZone = useTimeZone();
  return (
    <div
      role="alert"
      className="flex h-full items-center gap-[calc(var(--u)*36)] max-[900px]:flex-wrap max-[900px]:gap-2 max-[900px]:py-3 rounded-lg bg-bad-fill px-[calc(var(--u)*36)] text-on-solid"
    >
      <CloudOff aria-hidden="true" className="size-[calc(var(--u)*64)] shrink-0" />
      <p className="min-w-0 flex-1 font-semibold text-[calc(var(--u)*52)] leading-tight tracking-tight">
        {WORDS[contact.why].title} since {clockWords(contact.since, timeZone)}
      </p>
      <p className="shrink-0 text-right max-[900px]:text-left text-[calc(var(--u)*26)] leading-snug">
        What you see is {formatDuration(Math.max(1_000, now - contact.since))} old.
        <br />
        {WORDS[contact.why].next}
      </p>
    </div>
  );
}

const WORDS: Record<LostContact["why"], { title: string; next: string }> = {
  no_answer: { title: "No contact", next: "It comes back by itself." },
  signed_out: { title: "Signed out", next: "Reload this page and sign in." },
  refused: { title: "Not allowed", next: "An admin took the permission away." },
};
