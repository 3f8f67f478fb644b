"use client";

import { Tooltip } from "@base-ui/react/tooltip";
import { useNow } from "#components/ui/now.tsx";
import { timeCardHandle } from "#components/ui/time-card.tsx";
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
    <Tooltip.Trigger
      handle={timeCardHandle}
      payload={{ at: moment.at }}
      closeOnClick={false}
      render={<time dateTime={new Date(moment.at).toISOString()} className="tabular-nums" />}
    >
      {zone === "UTC" && CLOCK.test(words) ? `${words} UTC` : words}
    </Tooltip.Trigger>
  );
}

const CLOCK = /\d\d:\d\d$/;
