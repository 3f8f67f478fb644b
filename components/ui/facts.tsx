import { clsx } from "clsx";
import type { ReactNode } from "react";

/** Facts under each other, names left. Fill it with `KeyValue`. */
export function KeyValueList({ children }: { children: ReactNode }) {
  return <dl className="grid gap-x-4 text-sm sm:grid-cols-[minmax(7rem,max-content)_1fr]">{children}</dl>;
}

/** One fact. `isMono` for addresses, ids and header values. */
export function KeyValue({ label, isMono, children }: { label: string; isMono?: boolean; children: ReactNode }) {
  return (
    <div className="grid gap-x-4 border-line py-1.5 not-first:border-t sm:col-span-2 sm:grid-cols-subgrid">
      <dt className="text-ink-muted">{label}</dt>
      <dd className={clsx("min-w-0 wrap-anywhere", isMono && "font-mono text-xs leading-5")}>{children}</dd>
    </div>
  );
}

/** Facts side by side, as many as fit. Fill it with `Fact`. */
export function FactGrid({ children }: { children: ReactNode }) {
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-3 sm:grid-cols-3 lg:grid-cols-[repeat(auto-fill,minmax(10rem,1fr))]">
      {children}
    </dl>
  );
}

/** One fact: its name, quiet, over its value. */
export function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-ink-muted text-xs">{label}</dt>
      <dd className="min-w-0 truncate text-sm">{children}</dd>
    </div>
  );
}
