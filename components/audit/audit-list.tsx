"use client";

import { clsx } from "clsx";
import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { type ReactNode, useState } from "react";
import { shortenId } from "#components/format/short-id.ts";
import type { KnownWords } from "#components/list/filter.ts";
import { List, useList } from "#components/list/list.tsx";
import { type Place, placeHref } from "#components/place/place.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { Time } from "#components/time/time.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { Table, TableBody, TableHead, Td, Th, Tr } from "#components/ui/table.tsx";
import type { AuditEntry } from "#domain/audit/schema.ts";
import { ACTOR_LABELS } from "#domain/audit/words.ts";
import { isAnyId } from "#domain/id.ts";
import { AuditDetails } from "./audit-details.tsx";
import { auditLog } from "./list.ts";
import { auditSentence } from "./sentence.ts";

export type AuditListProps = {
  /** Names of what entries are about, by id. */
  names: KnownWords;
  /** Who can have done them, by id. */
  actors: KnownWords;
  /** What stands here while nothing has been done yet. */
  empty: ReactNode;
};

/** Who did what: filters in the address, a sentence a row, pages by cursor. */
export function AuditList({ names, actors, empty }: AuditListProps) {
  const list = useList(auditLog);
  const [openIds, setOpenIds] = useState<readonly string[]>([]);
  const toggle = (id: string) =>
    setOpenIds((before) => (before.includes(id) ? before.filter((one) => one !== id) : [...before, id]));
  return (
    <List
      list={list}
      known={{ actor: actors, target: names }}
      noMatch="Nothing that was done fits these filters."
      empty={empty}
    >
      <Table label="Audit log" isFixed isBusy={list.isBusy}>
        <TableHead>
          <Th isLabelHidden className="w-10">
            Details
          </Th>
          <Th>What was done</Th>
          <Th isNumeric className="w-26 sm:w-28">
            When
          </Th>
        </TableHead>
        <TableBody>
          {list.rows.map((entry) => (
            <AuditRow
              key={entry.id}
              entry={entry}
              names={names}
              isOpen={openIds.includes(entry.id)}
              onToggle={() => toggle(entry.id)}
            />
          ))}
        </TableBody>
      </Table>
    </List>
  );
}

type AuditRowProps = { entry: AuditEntry; names: KnownWords; isOpen: boolean; onToggle: () => void };

/** One act in one sentence; pressed, it shows what changed and where it came from. */
function AuditRow({ entry, names, isOpen, onToggle }: AuditRowProps) {
  const detailsId = `details-${entry.id}`;
  return (
    <>
      <Tr isSelected={isOpen}>
        <Td className="w-0 pr-0">
          <button
            type="button"
            aria-expanded={isOpen}
            aria-controls={isOpen ? detailsId : undefined}
            aria-label={isOpen ? "Hide the details" : "Show the details"}
            onClick={onToggle}
            className="grid size-5 place-items-center text-ink-faint outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:outline-focus focus-visible:after:-outline-offset-2"
          >
            <ChevronRight aria-hidden="true" className={clsx("size-4 transition-transform", isOpen && "rotate-90")} />
          </button>
        </Td>
        <Td className="whitespace-normal! wrap-anywhere">
          <span className="flex items-baseline justify-between gap-4">
            <span className="min-w-0">
              <ActWords entry={entry} names={names} />
            </span>
            <span className="shrink-0 font-mono text-ink-faint text-xs max-lg:hidden">{entry.ip}</span>
          </span>
        </Td>
        <Td isNumeric className="text-ink-muted">
          <Time at={entry.createdAt} />
        </Td>
      </Tr>
      {isOpen ? (
        <tr>
          <td id={detailsId} colSpan={3} className="border-line border-b bg-paper px-4 pt-3 pb-4 sm:pl-13">
            <AuditDetails entry={entry} />
          </td>
        </tr>
      ) : null}
    </>
  );
}

function ActWords({ entry, names }: Pick<AuditRowProps, "entry" | "names">) {
  const { lead, tail } = auditSentence(entry);
  const { type, name } = entry.actor;
  return (
    <>
      <span className="font-medium">
        <ForeignText text={name} />
      </span>
      {type === "user" || type === "system" ? null : (
        <Badge tone={type === "staff" ? "warn" : "neutral"} className="ml-1.5 align-middle">
          {ACTOR_LABELS[type]}
        </Badge>
      )}{" "}
      {lead}
      {tail === null ? null : <TargetLink entry={entry} names={names} />}
      {tail}
    </>
  );
}

function TargetLink({ entry, names }: Pick<AuditRowProps, "entry" | "names">) {
  const href = targetHref(usePlace(), entry.target);
  const words = <ForeignText text={targetName(entry, names)} />;
  if (href === null) return <span className="font-medium">{words}</span>;
  return (
    <Link
      href={href}
      prefetch={false}
      className="relative z-1 rounded-sm font-medium text-accent underline-offset-2 hover:underline"
    >
      {words}
    </Link>
  );
}

/** Where the thing that an entry is about can be looked at; null where it has no page of its own. */
function targetHref(place: Place, { type, id }: AuditEntry["target"]): string | null {
  if (id === null) return null;
  const folder = FOLDERS[type];
  if (folder !== undefined) return placeHref(place, folder, id);
  const list = LISTS[type];
  return list === undefined ? null : placeHref(place, list);
}

const FOLDERS: Readonly<Record<string, string>> = {
  endpoint: "endpoints",
  delivery: "deliveries",
  event: "events",
  event_type: "event-types",
  source: "sources",
};

const LISTS: Readonly<Record<string, string>> = { api_key: "api-keys", member: "members", app: "settings" };

/** What the thing an entry is about is called: now, else as the entry itself knew it, else its shortened id. */
function targetName(
  entry: Pick<AuditEntry, "target" | "before" | "after">,
  names: ReadonlyMap<string, string>,
): string {
  const { id } = entry.target;
  if (id === null) return "";
  return names.get(id) ?? named(entry.after) ?? named(entry.before) ?? (isAnyId(id) ? shortenId(id) : id);
}

function named(facts: AuditEntry["before"]): string | undefined {
  return [facts?.name, facts?.email].find((name) => typeof name === "string" && name !== "")?.toString();
}
