import type { ReactNode } from "react";

type PageHeaderProps = {
  title: ReactNode;
  /** Right of the title: a state pill. */
  badge?: ReactNode;
  /** One line under the title: a sentence, an address, an id. */
  description?: ReactNode;
  /** The page's one primary action, with at most two quiet ones before it. */
  actions?: ReactNode;
};

/** What the page is about and the main thing to do there. */
export function PageHeader({ title, badge, description, actions }: PageHeaderProps) {
  return (
    <header className="flex flex-wrap items-start justify-between gap-x-4 gap-y-3">
      <div className="grid min-w-0 gap-0.5">
        <div className="flex min-w-0 flex-wrap items-center gap-x-2.5 gap-y-1">
          <h1 className="min-w-0 text-h1 wrap-anywhere">{title}</h1>
          {badge}
        </div>
        {description === undefined ? null : <div className="min-w-0 text-ink-muted wrap-anywhere">{description}</div>}
      </div>
      {actions === undefined ? null : <div className="flex flex-wrap items-center gap-2 print:hidden">{actions}</div>}
    </header>
  );
}
