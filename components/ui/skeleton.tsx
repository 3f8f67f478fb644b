import { clsx } from "clsx";

/** The place of something that is coming; give it the size of what comes. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden="true" className={clsx("skeleton-pulse block rounded-sm bg-hover", className)} />;
}

/** The place of a table with rows of 36 px. */
export function SkeletonTable({ label, rows = 8 }: { label: string; rows?: number }) {
  return (
    <div
      role="status"
      aria-label={`Loading ${label}`}
      className="overflow-clip rounded-lg border border-line bg-surface"
    >
      <div className="h-8 border-line border-b bg-sunken" />
      {numbered(rows).map((row) => (
        <div key={row} className="flex h-9 items-center gap-6 border-line border-b px-3 last:border-b-0">
          {numbered(5).map((column) => (
            <Skeleton
              key={column}
              className={clsx("h-3 flex-1", column === 0 && "flex-2", (row + column) % 3 === 0 && "max-w-24")}
            />
          ))}
        </div>
      ))}
    </div>
  );
}

/** The place of a row of figures. */
export function SkeletonStats({ count }: { count: number }) {
  return (
    <div role="status" aria-label="Loading figures" className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      {numbered(count).map((index) => (
        <div key={index} className="grid h-24 content-between rounded-lg border border-line bg-surface p-4">
          <Skeleton className="h-3 w-20" />
          <Skeleton className="h-6 w-28" />
        </div>
      ))}
    </div>
  );
}

function numbered(count: number) {
  return Array.from({ length: count }, (_, index) => index);
}
