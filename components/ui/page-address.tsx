import type { ReactNode } from "react";
import { CopyButton } from "./copy-button.tsx";
import { Id } from "./id.tsx";

/** The description of what has a URL: the URL whole, the id, and what else is to be said of it. */
export function PageAddress({ url, id, children }: { url: string; id: string; children: ReactNode }) {
  return (
    <div className="grid min-w-0 gap-0.5">
      <p className="flex min-w-0 items-start gap-1">
        <span className="min-w-0 font-mono text-ink text-sm wrap-anywhere">{url}</span>
        <CopyButton text={url} label="Copy URL" className="-my-0.5" />
      </p>
      <p className="flex min-w-0 flex-wrap items-center gap-x-3 text-sm">
        <Id id={id} />
        {children}
      </p>
    </div>
  );
}
