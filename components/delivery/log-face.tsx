import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import { NoMatch } from "#components/ui/no-match.tsx";
import { SkeletonTable } from "#components/ui/skeleton.tsx";
import { OlderRows } from "./older-rows.tsx";
import type { useLog } from "./use-log.ts";

type LogFaceProps = {
  log: ReturnType<typeof useLog>;
  isFiltered: boolean;
  onClearAll: () => void;
  empty: ReactNode;
  children: ReactNode;
};

/** The list, or what stands in its place: loading, failed, nothing yet, nothing that fits. */
export function LogFace({ log, isFiltered, onClearAll, empty, children }: LogFaceProps) {
  if (log.isLoading) return <SkeletonTable label="deliveries" rows={12} columns={6} />;
  if (log.rows.length === 0 && log.error !== null) {
    const again = <Button onClick={log.retry}>Try again</Button>;
    return <ErrorState title="The deliveries could not be loaded" sentence={log.error.message} action={again} />;
  }
  if (log.rows.length === 0 && isFiltered) {
    return (
      <NoMatch
        sentence="No delivery fits these filters. Widen the time or take a filter away."
        action={<Button onClick={onClearAll}>Clear all filters</Button>}
      />
    );
  }
  if (log.rows.length === 0) return empty;
  return (
    <div className="grid gap-3">
      {children}
      <OlderRows
        shownCount={log.rows.length}
        hasOlder={log.hasOlder}
        isLoading={log.isLoadingOlder}
        error={log.olderError}
        onLoad={log.loadOlder}
      />
    </div>
  );
}
