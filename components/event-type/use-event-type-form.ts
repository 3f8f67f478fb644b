"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState, useTransition } from "react";
import { type Outcome, runAction } from "#components/query/run-action.ts";
import { type EventTypeTexts, type Issues, toInput } from "./values.ts";

type Input = ReturnType<typeof toInput>["input"];

/** The state of an event type's form, for adding and for changing one. */
export function useEventTypeForm<Value>(
  start: EventTypeTexts,
  { write, onWritten }: { write: (input: Input) => Promise<Outcome<Value>>; onWritten: (value: Value) => void },
) {
  const queryClient = useQueryClient();
  const [texts, setTexts] = useState(start);
  const [issues, setIssues] = useState<Issues>([]);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isPending, startWriting] = useTransition();
  const submit = () => {
    const judged = toInput(texts);
    setIssues(judged.issues);
    setRefusal(null);
    if (judged.issues.length > 0) return;
    startWriting(async () => {
      const outcome = await runAction(write(judged.input));
      if (!outcome.ok) {
        setIssues(outcome.refusal.issues);
        setRefusal(outcome.refusal.detail);
        return;
      }
      const stale = ["event-types", "event-type", "audit"];
      await Promise.all(stale.map((noun) => queryClient.invalidateQueries({ queryKey: [noun] })));
      onWritten(outcome.value);
    });
  };
  return {
    texts,
    issues,
    refusal,
    isPending,
    submit,
    isDirty: JSON.stringify(texts) !== JSON.stringify(start),
    change: (part: Partial<EventTypeTexts>) => setTexts({ ...texts, ...part }),
  };
}
