import type { ReactNode } from "react";
import { Card } from "#components/ui/card.tsx";
import { SkeletonTable } from "#components/ui/skeleton.tsx";

type CardListProps = {
  title: string;
  /** What it is of, in words: "The deliveries could not be loaded". */
  noun: string;
  read: { data: { data: readonly unknown[] } | undefined; error: Error | null };
  empty: string;
  /** Both only beside rows. */
  description?: string;
  actions?: ReactNode;
  children: ReactNode;
};

/** The newest of something in a card: its rows, or what stands in their place. */
export function CardList({ title, noun, read, empty, description, actions, children }: CardListProps) {
  const { data, error } = read;
  if (data !== undefined && data.data.length > 0) {
    return (
      <Card title={title} description={description} actions={actions} isFlush>
        {children}
      </Card>
    );
  }
  return (
    <Card title={title} isFlush>
      {data === undefined && error === null ? (
        <SkeletonTable label={noun} rows={5} />
      ) : (
        <p className="px-4 py-6 text-center text-ink-muted text-sm">
          {error === null ? empty : `The ${noun} could not be loaded. ${error.message}`}
        </p>
      )}
    </Card>
  );
}
