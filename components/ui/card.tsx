import { clsx } from "clsx";
import type { ReactNode } from "react";

type CardProps = {
  title?: string;
  description?: ReactNode;
  /** Top right: a link or a small button. */
  actions?: ReactNode;
  /** True: the content reaches the border (tables, charts). */
  isFlush?: boolean;
  children: ReactNode;
};

/** A bordered section of a page. With a title it is a landmark of that name. */
export function Card({ title, description, actions, isFlush = false, children }: CardProps) {
  const hasHeader = title !== undefined || actions !== undefined;
  return (
    <section aria-label={title} className="min-w-0 rounded-lg border border-line bg-surface">
      {hasHeader ? (
        <header
          className={clsx(
            "flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2",
            isFlush && "border-line border-b",
          )}
        >
          <div className="grid min-w-0 flex-1">
            {title === undefined ? null : <h2 className="text-h3">{title}</h2>}
            {description === undefined ? null : <p className="text-ink-muted text-sm">{description}</p>}
          </div>
          {actions}
        </header>
      ) : null}
      <div className={isFlush ? "overflow-clip rounded-b-lg" : hasHeader ? "px-4 pb-4" : "p-4"}>{children}</div>
    </section>
  );
}
