import { CopyButton } from "./copy-button.tsx";

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
