import { clsx } from "clsx";
import type { ReactNode } from "react";
import { CopyButton } from "./copy-button.tsx";

type CodeFrameProps = {
  /** What it is: "Request body", "Node". Also names the scrolling region. */
  label: string;
  /** What the copy button copies; none without. */
  copyText?: string;
  /** Size or content type, set quietly beside the label. */
  note?: ReactNode;
  actions?: ReactNode;
  isWrapped?: boolean;
  className?: string;
  children: ReactNode;
};

/** The frame around code and bodies: label, quiet note, copy. */
export function CodeFrame({ label, copyText, note, actions, isWrapped, className, children }: CodeFrameProps) {
  return (
    <figure className={clsx("min-w-0 overflow-clip rounded-lg border border-line bg-sunken", className)}>
      <figcaption className="flex min-h-9 items-center gap-2 border-line border-b py-1 pr-1.5 pl-3 text-sm">
        <span className="shrink-0 font-medium">{label}</span>
        {note === undefined ? null : <span className="truncate text-ink-faint text-xs">{note}</span>}
        <span className="ml-auto flex items-center gap-1 print:hidden">
          {actions}
          {copyText === undefined ? null : <CopyButton text={copyText} label={`Copy ${label.toLowerCase()}`} />}
        </span>
      </figcaption>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
        tabIndex={0}
        className={clsx(
          "max-h-120 overflow-auto px-3 py-2.5 font-mono text-xs leading-5 focus-visible:-outline-offset-2 print:max-h-none",
          isWrapped && "whitespace-pre-wrap wrap-anywhere",
        )}
      >
        <code>{children}</code>
      </pre>
    </figure>
  );
}

/** A command to paste into a terminal, with its copy button. */
export function CommandLine({ command }: { command: string }) {
  return (
    <div className="flex w-full max-w-176 items-start gap-2 rounded-md border border-line bg-sunken py-1.5 pr-1.5 pl-3 text-left">
      <pre className="min-w-0 flex-1 whitespace-pre-wrap py-1 font-mono text-ink-muted text-xs wrap-anywhere">
        {command}
      </pre>
      <CopyButton text={command} label="Copy command" />
    </div>
  );
}
