import { SearchX } from "lucide-react";
import type { ReactNode } from "react";

/** There are rows, but none that fit the filters. `action` clears them. */
export function NoMatch({ sentence, action }: { sentence: ReactNode; action?: ReactNode }) {
  return (
    <div
      role="status"
      className="grid justify-items-center gap-3 rounded-lg border border-line bg-surface px-4 py-10 text-center"
    >
      <SearchX aria-hidden="true" className="size-5 text-ink-faint" />
      <p className="max-w-120 text-balance text-ink-muted">{sentence}</p>
      {action}
    </div>
  );
}
