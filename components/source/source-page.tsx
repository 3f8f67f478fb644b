"use client";

import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { HeaderList } from "#components/delivery/header-list.tsx";
import { EventTable } from "#components/event/event-table.tsx";
import { CardList } from "#components/list/card-list.tsx";
import { StaleBadge } from "#components/list/faces.tsx";
import { placeHref } from "#components/place/place.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { Time } from "#components/time/time.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Card } from "#components/ui/card.tsx";
import { KeyValue, KeyValueList } from "#components/ui/facts.tsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageAddress } from "#components/ui/page-address.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { Source, SourceRefusal } from "#domain/source/schema.ts";
import { FALLBACK_EVENT_TYPE, KIND_WORDS, REFUSAL_WORDS, sourceName } from "#domain/source/words.ts";
import type { SourceActions } from "./actions.ts";
import { refusalsQuery, sourceEventsQuery, sourceQuery } from "./queries.ts";
import { SetupSteps } from "./setup-steps.tsx";
import { ActivateButton, DeleteSource, EditSource } from "./source-actions.tsx";
import { SourceSecret } from "./source-secret.tsx";

/** All there is to know about one source: whether it works, its URL, what came, what was refused, how to set it up. */
export function SourcePage({ id, actions }: { id: string; actions: SourceActions }) {
  const { data: source, error } = useQuery(sourceQuery(usePlace(), id));
  if (source === undefined) return null;
  return (
    <>
      <PageHeader
        title={<ForeignText text={sourceName(source)} />}
        badge={
          <>
            {source.active ? <Badge tone="ok">Active</Badge> : <Badge tone="off">Deactivated</Badge>}
            <StaleBadge error={error} />
          </>
        }
        description={
          <PageAddress url={source.url} id={source.id}>
            <span>{KIND_WORDS[source.verification.kind].label}</span>
            {source.description === "" ? null : (
              <span>
                <ForeignText text={source.description} />
              </span>
            )}
          </PageAddress>
        }
        actions={<ActivateButton source={source} update={actions.update} />}
      />
      <SourceVerdict source={source} />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <RecentEvents id={id} />
        <RefusalList id={id} />
      </div>
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <Card title={`Set-up at ${KIND_WORDS[source.verification.kind].label}`}>
          <SetupSteps source={source} isSecretInSight={false} />
        </Card>
        <div className="grid gap-4">
          <SourceSecret source={source} rotate={actions.rotate} />
          <SourceSettings source={source} edit={<EditSource source={source} update={actions.update} />} />
        </div>
      </div>
      <DeleteSource source={source} remove={actions.remove} />
    </>
  );
}

/** How the source does, first: closed, waiting for its first request, turning away what comes; or what came last. */
function SourceVerdict({ source }: { source: Source }) {
  const { data } = useQuery(refusalsQuery(usePlace(), source.id));
  const refused = data?.data[0];
  const receivedAt = source.lastReceivedAt;
  if (!source.active) {
    return (
      <Notice tone="warn" title="Deactivated: its URL answers 410 Gone.">
        Nothing that arrives is kept until someone activates it.
      </Notice>
    );
  }
  if (refused !== undefined && (receivedAt === null || refused.createdAt > receivedAt)) {
    const { what, help } = REFUSAL_WORDS[refused.reason];
    return (
      <Notice tone="bad" title="What came last was refused.">
        <Time at={refused.createdAt} isFocusable />: {what.charAt(0).toLowerCase() + what.slice(1)}. {help}
      </Notice>
    );
  }
  if (receivedAt === null) {
    return (
      <Notice title="Nothing has arrived yet.">
        Give the URL to the sender, as below. The first request shows here.
      </Notice>
    );
  }
  return (
    <Notice tone="ok" title="It works.">
      It last took in a request <Time at={receivedAt} isFocusable />.
    </Notice>
  );
}

function RefusalList({ id }: { id: string }) {
  const read = useQuery(refusalsQuery(usePlace(), id));
  return (
    <CardList
      title="Refused requests"
      noun="refused requests"
      read={read}
      empty="Nothing was refused."
      description="Senders are not told the reason. Of a flood only some are kept."
    >
      <ul>
        {read.data?.data.map((row) => (
          <RefusalRow key={row.id} refusal={row} />
        ))}
      </ul>
    </CardList>
  );
}

function RefusalRow({ refusal }: { refusal: SourceRefusal }) {
  const { what, help } = REFUSAL_WORDS[refusal.reason];
  return (
    <li className="border-line not-first:border-t">
      <details className="group">
        <summary className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 px-4 py-2 text-sm hover:bg-hover focus-visible:-outline-offset-2">
          <span className="min-w-0 flex-1 basis-64">
            <span className="font-medium">{what}.</span> <span className="text-ink-muted">{help}</span>
          </span>
          <span className="font-mono text-ink-muted text-xs">{refusal.remoteAddress ?? "–"}</span>
          <Time at={refusal.createdAt} className="text-ink-muted" />
        </summary>
        <div className="border-line border-t bg-paper px-4 py-3">
          <HeaderList label="Headers of the refused request" headers={refusal.headers} />
        </div>
      </details>
    </li>
  );
}

function RecentEvents({ id }: { id: string }) {
  const place = usePlace();
  const read = useQuery(sourceEventsQuery(place, id));
  return (
    <CardList
      title="Recent events"
      noun="events"
      read={read}
      empty="Nothing has arrived yet."
      actions={<TextLink href={`${placeHref(place, "events")}?sourceId=${id}`}>All its events</TextLink>}
    >
      <EventTable rows={read.data?.data ?? []} label="Recent events" isBrief />
    </CardList>
  );
}

function SourceSettings({ source, edit }: { source: Source; edit: ReactNode }) {
  const place = usePlace();
  const { proof, events } = KIND_WORDS[source.verification.kind];
  const { header, algorithm = "", encoding, prefix } = source.verification;
  return (
    <Card title="Settings" actions={edit}>
      <KeyValueList>
        <KeyValue label="Proof">{proof}</KeyValue>
        {header === undefined ? null : (
          <KeyValue label="Signature">
            HMAC-{algorithm.toUpperCase()} in {encoding}, header <span className="font-mono text-xs">{header}</span>
            {prefix ? (
              <>
                {" "}
                after <span className="font-mono text-xs">{prefix}</span>
              </>
            ) : null}
          </KeyValue>
        )}
        <KeyValue label="Becomes">{events}</KeyValue>
        <KeyValue label="Without a type" isMono>
          {source.defaultEventType ?? FALLBACK_EVENT_TYPE}
        </KeyValue>
        <KeyValue label="Process">
          <Text text={source.processId} />
        </KeyValue>
        <KeyValue label="Thread">
          <Text text={source.threadId} />
        </KeyValue>
        <KeyValue label="Created">
          <Time at={source.createdAt} isFocusable />
        </KeyValue>
        <KeyValue label="Changed">
          <span className="flex flex-wrap gap-x-3">
            <Time at={source.updatedAt} isFocusable />
            <TextLink href={`${placeHref(place, "audit")}?target=${source.id}`}>All changes</TextLink>
          </span>
        </KeyValue>
      </KeyValueList>
    </Card>
  );
}

function Text({ text }: { text: string | null }) {
  return text === null ? <span className="text-ink-faint">none</span> : <ForeignText text={text} />;
}
