import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { Time } from "#components/time/time.tsx";
import { KeyValue, KeyValueList } from "#components/ui/facts.tsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { Id } from "#components/ui/id.tsx";
import type { AuditEntry } from "#domain/audit/schema.ts";
import { fieldWords } from "#domain/audit/words.ts";
import { type ChangedField, changedFields } from "./changed-fields.ts";
import { auditLog } from "./list.ts";

/** What an act changed, field by field, and where it came from. */
export function AuditDetails({ entry }: { entry: AuditEntry }) {
  const { fields, hidden } = changedFields(entry.before, entry.after);
  if (fields.length === 0) return <Origin entry={entry} />;
  return (
    <div className="grid gap-x-10 gap-y-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,24rem)]">
      <div className="grid min-w-0 content-start gap-1">
        <h3 className="text-h3">{headingOf(entry)}</h3>
        <FieldTable fields={fields} isChange={entry.before !== null && entry.after !== null} />
        {hidden === 0 ? null : <p className="text-ink-faint text-sm">{hidden} more fields are not shown.</p>}
      </div>
      <Origin entry={entry} />
    </div>
  );
}

function headingOf({ before, after }: AuditEntry): string {
  if (before === null) return "What it set";
  return after === null ? "What there was" : "What changed";
}

function FieldTable({ fields, isChange }: { fields: readonly ChangedField[]; isChange: boolean }) {
  return (
    <dl className="grid gap-x-4 text-sm sm:grid-cols-[minmax(6rem,max-content)_1fr]">
      {fields.map(({ path, from, to }) => (
        <div key={path} className="grid gap-x-4 border-line py-1 not-first:border-t sm:col-span-2 sm:grid-cols-subgrid">
          <dt className="max-w-56 text-ink-muted wrap-anywhere">{fieldWords(path)}</dt>
          <dd className="min-w-0 wrap-anywhere">
            {isChange ? (
              <>
                <del className="rounded-sm bg-bad-soft px-1 text-bad decoration-bad/60">
                  <ForeignText text={from ?? "none"} />
                </del>{" "}
                <span aria-hidden="true" className="text-ink-faint">
                  →
                </span>{" "}
                <ins className="rounded-sm bg-ok-soft px-1 text-ok no-underline">
                  <ForeignText text={to ?? "none"} />
                </ins>
              </>
            ) : (
              <ForeignText text={to ?? from ?? ""} />
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Origin({ entry }: { entry: AuditEntry }) {
  const pathname = usePathname();
  const { actor, target } = entry;
  const only = (filter: { actor: string } | { target: string }) => auditLog.href(pathname, filter);
  return (
    <div className="min-w-0 max-w-lg">
      <KeyValueList>
        <KeyValue label="When">
          <Time at={entry.createdAt} as="exact" isFocusable />
        </KeyValue>
        <KeyValue label="By">
          <span className="flex flex-wrap items-center gap-x-2">
            {actor.id === null ? actor.name : <Id id={actor.id} />}
            {actor.id === null ? null : <Only href={only({ actor: actor.id })}>All by {actor.name}</Only>}
          </span>
        </KeyValue>
        {target.id === null ? null : (
          <KeyValue label="About">
            <span className="flex flex-wrap items-center gap-x-2">
              <Id id={target.id} />
              <Only href={only({ target: target.id })}>All about it</Only>
            </span>
          </KeyValue>
        )}
        <KeyValue label="Action" isMono>
          {entry.action}
        </KeyValue>
        <KeyValue label="From" isMono>
          {entry.ip ?? "–"}
        </KeyValue>
        <KeyValue label="Request">
          <Id id={entry.requestId} />
        </KeyValue>
      </KeyValueList>
    </div>
  );
}

function Only({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} className="rounded-sm text-accent text-sm underline-offset-2 hover:underline">
      {children}
    </Link>
  );
}
