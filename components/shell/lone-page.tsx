import type { ReactNode } from "react";
import { Mark } from "#components/ui/mark.tsx";

/** A page without the shell that has one thing to say: not found, refused, broken. */
export function LonePage(props: {
  title: string;
  sentence: ReactNode;
  action?: ReactNode;
  /** Something to quote when asking for help. */
  reference?: string | undefined;
}) {
  return (
    <main id="main" className="grid min-h-dvh place-items-center px-4 py-12">
      <div className="grid max-w-112 justify-items-start gap-5">
        <Mark size={32} className="text-accent" />
        <div className="grid gap-1.5">
          <h1 className="text-balance text-h1">{props.title}</h1>
          <p className="text-ink-muted">{props.sentence}</p>
        </div>
        {props.action}
        {props.reference === undefined ? null : (
          <p className="text-ink-faint text-xs">
            Reference <span className="font-mono">{props.reference}</span>
          </p>
        )}
      </div>
    </main>
  );
}
