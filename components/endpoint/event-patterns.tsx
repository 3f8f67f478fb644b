import { Badge } from "#components/ui/badge.tsx";

/** What an endpoint subscribes to, in one line: the first pattern and how many more. */
export function EventPatterns({ patterns }: { patterns: readonly string[] | null }) {
  if (patterns === null) return <span className="text-ink-muted">All events</span>;
  const [first, ...more] = patterns;
  return (
    <span className="flex min-w-0 items-center gap-1.5" title={patterns.join(", ")}>
      <Badge isMono>{first}</Badge>
      {more.length === 0 ? null : <span className="shrink-0 text-ink-muted text-xs tabular-nums">+{more.length}</span>}
    </span>
  );
}
