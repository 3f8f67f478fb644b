import { ForeignText } from "#components/ui/foreign-text.tsx";

/** HTTP headers as they were kept: known secret values are not. */
export function HeaderList({ label, headers }: { label: string; headers: Readonly<Record<string, string>> }) {
  const entries = Object.entries(headers);
  if (entries.length === 0) return <p className="text-ink-faint text-sm">No headers</p>;
  return (
    <dl
      aria-label={label}
      className="grid gap-x-4 font-mono text-xs leading-5 sm:grid-cols-[minmax(8rem,max-content)_minmax(0,1fr)]"
    >
      {entries.map(([name, value]) => (
        <div key={name} className="grid border-line py-0.5 not-first:border-t sm:col-span-2 sm:grid-cols-subgrid">
          <dt className="text-ink-muted wrap-anywhere">
            <ForeignText text={name} />
          </dt>
          <dd className="min-w-0 wrap-anywhere">
            {value === REDACTED ? (
              <span className="text-ink-faint" title="Secret values are never stored">
                {REDACTED}
              </span>
            ) : (
              <ForeignText text={value} />
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

const REDACTED = "[redacted]";
