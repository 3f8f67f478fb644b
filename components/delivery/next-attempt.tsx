"use client";

import { Time, useNow } from "#components/time/time.tsx";
import type { Delivery } from "#domain/delivery/schema.ts";

/** When a delivery is sent next: a moment, or "due" once that has come. */
export function NextAttempt({ delivery }: { delivery: Pick<Delivery, "status" | "nextAttemptAt"> }) {
  const now = useNow();
  const { status, nextAttemptAt } = delivery;
  if (status === "sending") return "under way";
  if (nextAttemptAt !== null && Date.parse(nextAttemptAt) <= now) return "due";
  return <Time at={nextAttemptAt} />;
}
