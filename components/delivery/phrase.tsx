"use client";

import { Moments } from "#components/ui/moments.tsx";
import { useNow } from "#components/ui/now.tsx";
import { tipHandlers } from "#components/ui/tip.ts";
import { type Moment, whenWords } from "./clock-time.ts";
import { useTimeZone } from "./use-time-zone.ts";
import type { Phrase } from "./verdict.ts";

/** A sentence whose moments stand in the viewer's own time, exact on hover. */
export function PhraseText({ phrase }: { phrase: Phrase }) {
  return phrase.map((part) =>
    typeof part === "string" ? <span key={part}>{part}</span> : <MomentText key={part.at} moment={part} />,
  );
}

/** `at 14:05`, `in 40 s`, `Thursday around 09:10`. */
export function MomentText({ moment }: { moment: Moment }) {
  const now = useNow();
  const zone = useTimeZone();
  const words = whenWords(moment, now, zone);
  return (
    <time
      {...tipHandlers({ content: <Moments at={moment.at} />, side: "top", isCard: true })}
      dateTime={new Date(moment.at).toISOString()}
      className="tabular-nums"
    >
      {zone === "UTC" && CLOCK.test(words) ? `${words} UTC` : words}
    </time>
  );
}

const CLOCK = /\d\d:\d\d$/;
