import { useQuery } from "@tanstack/react-query";
import { usePlace } from "#components/place/place-context.tsx";
import { Time } from "#components/time/time.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Card } from "#components/ui/card.tsx";
import type { AuditEntry } from "#domain/audit/schema.ts";
import { ACTOR_LABELS } from "#domain/audit/words.ts";
import { changedSettings, changeWords } from "./change-words.ts";
import { endpointHistoryQuery } from "./queries.ts";

/** Who changed what about the endpoint, newest first. */
export function EndpointHistory({ id }: { id: string }) {
  const place = usePlace();
  const { data, error } = useQuery(endpointHistoryQuery(place, id));
  if (error !== null && data === undefined) {
    return (
      <Card title="Changes">
        <p className="text-ink-muted">The changes could not be loaded. {error.message}</p>
      </Card>
    );
  }
  const entries = data?.data ?? [];
  if (entries.length === 0) return null;
  return (
    <Card
      title="Changes"
      description={data?.nextCursor ? `The last ${entries.length}; the audit log has all.` : undefined}
      isFlush
    >
      <ol className="max-h-96 overflow-y-auto">
        {entries.map((entry) => (
          <HistoryLine key={entry.id} entry={entry} />
        ))}
      </ol>
    </Card>
  );
}

function HistoryLine({ entry }: { entry: AuditEntry }) {
  const settings = changedSettings(entry);
  const { type, name } = entry.actor;
  return (
    <li className="grid gap-1 border-line px-4 py-2 text-sm not-first:border-t">
      <p className="flex flex-wrap items-center gap-x-2">
        <span className="min-w-0 flex-1 wrap-anywhere">
          <span className="font-medium">{name}</span> {changeWords(entry)}
        </span>
        {type === "user" ? null : <Badge tone={type === "staff" ? "warn" : "neutral"}>{ACTOR_LABELS[type]}</Badge>}
        <Time at={entry.createdAt} isFocusable className="text-ink-muted" />
      </p>
      {settings.map((setting) => (
        <p key={setting.name} className="text-ink-muted wrap-anywhere">
          {setting.name}: <del className="text-ink-faint">{setting.from}</del> <span aria-hidden="true">→</span>{" "}
          <ins className="no-underline">{setting.to}</ins>
        </p>
      ))}
    </li>
  );
}
