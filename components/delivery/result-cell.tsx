import { clsx } from "clsx";
import type { Delivery } from "#domain/delivery/schema.ts";
import { ATTEMPT_ERROR_LABELS } from "#domain/delivery/words.ts";

/** What the last attempt came to: the status the receiver answered with, or why there was none. */
export function ResultCell({ delivery }: { delivery: Pick<Delivery, "responseCode" | "error"> }) {
  const { responseCode, error } = delivery;
  if (error === null && responseCode === null) return <span className="text-ink-faint">–</span>;
  const isPlainStatus = error === null || error.code === "http_status";
  return (
    <span className={clsx("truncate", error === null ? "text-ink-muted" : "text-bad")} title={error?.message}>
      {responseCode === null ? null : <span className="font-mono text-xs">{responseCode}</span>}
      {isPlainStatus ? null : (
        <>
          {responseCode === null ? "" : " "}
          {ATTEMPT_ERROR_LABELS[error.code]}
        </>
      )}
    </span>
  );
}
