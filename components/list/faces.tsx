import { CloudOff, SearchX } from "lucide-react";
import type { ReactNode } from "react";
import { ApiError } from "#components/query/api-error.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { CommandLine } from "#components/ui/code-frame.tsx";
import { SkeletonTable } from "#components/ui/skeleton.tsx";

export type ListFaceProps = {
  list: {
    noun: string;
    rows: readonly unknown[];
    isLoaded: boolean;
    /** True while filters, or a page further down, leave something out. */
    isNarrowed: boolean;
    error: Error | null;
    retry: () => void;
    clear: () => void;
  };
  /** What to say where there are rows, but none that fit. */
  noMatch?: string;
  /** What stands here while there is nothing at all; without it the rows do. */
  empty?: ReactNode;
  children: ReactNode;
};

/** The rows of a list, or what stands in their place: loading, failed, nothing that fits, nothing yet. */
export function ListFace({ list, noMatch, empty, children }: ListFaceProps) {
  const { noun, error } = list;
  const clear = <Button onClick={list.clear}>Clear all filters</Button>;
  if (!list.isLoaded) {
    if (error === null) return <SkeletonTable label={noun} />;
    if (list.isNarrowed && error instanceof ApiError && error.code === "not_found")
      return <NoMatch sentence="Nothing here has this id." action={clear} />;
    const again = <Button onClick={list.retry}>Try again</Button>;
    return <ErrorState title={`The ${noun} could not be loaded`} sentence={error.message} action={again} />;
  }
  if (list.rows.length > 0) return children;
  if (list.isNarrowed) return noMatch === undefined ? children : <NoMatch sentence={noMatch} action={clear} />;
  return empty ?? children;
}

type EmptyStateProps = {
  icon?: ReactNode;
  title: string;
  /** One sentence on what will stand here and what brings it. */
  sentence: ReactNode;
  action?: ReactNode;
  /** A curl line that works when pasted. */
  curl?: string;
};

/** Nothing yet: says what will be here and how to get the first. */
export function EmptyState({ icon, title, sentence, action, curl }: EmptyStateProps) {
  return (
    <div className="grid justify-items-center gap-4 rounded-lg border border-line border-dashed px-4 py-12 text-center">
      {icon === undefined ? null : <span className="text-ink-faint [&_svg]:size-6">{icon}</span>}
      <Heading title={title} sentence={sentence} />
      {action}
      {curl === undefined ? null : <CommandLine command={curl} />}
    </div>
  );
}

type ErrorStateProps = {
  /** What happened: "The deliveries could not be loaded". */
  title: string;
  /** Why, and what to do. */
  sentence: ReactNode;
  action?: ReactNode;
};

/** Something went wrong on our side or on the way: what, why, and what to do. */
export function ErrorState({ title, sentence, action }: ErrorStateProps) {
  return (
    <div
      role="alert"
      className="grid justify-items-center gap-4 rounded-lg border border-line bg-surface px-4 py-12 text-center"
    >
      <CloudOff aria-hidden="true" className="size-6 text-bad" />
      <Heading title={title} sentence={sentence} />
      {action}
    </div>
  );
}

function Heading({ title, sentence }: { title: string; sentence: ReactNode }) {
  return (
    <div className="grid max-w-120 gap-1">
      <h2 className="text-h2">{title}</h2>
      <p className="text-balance text-ink-muted">{sentence}</p>
    </div>
  );
}

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

/** Says that what is shown is no longer kept up to date, and why, without moving it. */
export function StaleBadge({ error }: { error: Error | null }) {
  return (
    <span role="status" className="inline-flex">
      {error === null ? null : (
        <Badge tone="warn" icon={<CloudOff aria-hidden="true" />}>
          <span title={error.message}>Not up to date</span>
        </Badge>
      )}
    </span>
  );
}
