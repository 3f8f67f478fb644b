import type { ReactNode } from "react";
import { CommandLine } from "./command-line.tsx";

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
      <div className="grid max-w-120 gap-1">
        <h2 className="text-h2">{title}</h2>
        <p className="text-balance text-ink-muted">{sentence}</p>
      </div>
      {action}
      {curl === undefined ? null : <CommandLine command={curl} />}
    </div>
  );
}
