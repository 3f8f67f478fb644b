import { CloudOff } from "lucide-react";
import type { ReactNode } from "react";
import { Id } from "./id.tsx";

type ErrorStateProps = {
  /** What happened: "The deliveries could not be loaded". */
  title: string;
  /** Why, and what to do. */
  sentence: ReactNode;
  requestId?: string | null;
  action?: ReactNode;
};

/** Something went wrong on our side or on the way: what, why, and what to do. */
export function ErrorState({ title, sentence, requestId, action }: ErrorStateProps) {
  return (
    <div
      role="alert"
      className="grid justify-items-center gap-4 rounded-lg border border-line bg-surface px-4 py-12 text-center"
    >
      <CloudOff aria-hidden="true" className="size-6 text-bad" />
      <div className="grid max-w-120 gap-1">
        <h2 className="text-h2">{title}</h2>
        <p className="text-balance text-ink-muted">{sentence}</p>
      </div>
      {action}
      {requestId === undefined || requestId === null ? null : (
        <p className="flex items-center gap-1 text-ink-faint text-xs">
          Request <Id id={requestId} />
        </p>
      )}
    </div>
  );
}
