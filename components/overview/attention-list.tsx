"use client";

import { CircleCheck, Clock } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { PhraseText } from "#components/delivery/phrase.tsx";
import { endpointName } from "#components/endpoint/endpoint-name.ts";
import { placeHref } from "#components/place/place.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { endpointState } from "#components/state/state.ts";
import { StateIcon } from "#components/state/state-icon.tsx";
import { useNow } from "#components/time/clock.tsx";
import { Card } from "#components/ui/card.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { AppHealthReport } from "#domain/health/schema.ts";
import { type Attention, backlogAttention, endpointAttention } from "./attention.ts";

const SHOWN_MAX = 6;

/** What needs somebody, worst first, each with the way to where it is dealt with. */
export function AttentionList({ report }: { report: AppHealthReport }) {
  const place = usePlace();
  const now = useNow();
  const late = backlogAttention(report.health, now);
  const shown = report.failingEndpoints.slice(0, SHOWN_MAX);
  const more = report.failingEndpoints.length - shown.length;
  if (late === null && shown.length === 0) return <AllWell />;
  return (
    <Card title="Needs attention" isFlush>
      <ul>
        {late === null ? null : (
          <AttentionItem
            icon={<Clock aria-hidden="true" className="size-4 text-warn" strokeWidth={2.25} />}
            title="Backlog"
            href={`${placeHref(place, "deliveries")}?status=pending&status=retrying`}
            attention={late}
          />
        )}
        {shown.map((endpoint) => (
          <AttentionItem
            key={endpoint.id}
            icon={<StateIcon state={endpointState(endpoint.status, endpoint.state)} />}
            title={endpointName(endpoint)}
            href={placeHref(place, "endpoints", endpoint.id)}
            attention={endpointAttention(endpoint)}
          />
        ))}
      </ul>
      {more > 0 ? (
        <p className="border-line border-t px-4 py-2.5 text-sm">
          <TextLink href={`${placeHref(place, "endpoints")}?health=failing`}>
            {more} more {more === 1 ? "endpoint" : "endpoints"}
          </TextLink>
        </p>
      ) : null}
    </Card>
  );
}

function AttentionItem(props: { icon: ReactNode; title: string; href: string; attention: Attention }) {
  const { happened, next, advice } = props.attention;
  return (
    <li className="relative flex gap-3 border-line px-4 py-3 transition-colors not-first:border-t hover:bg-hover">
      <span className="mt-0.5">{props.icon}</span>
      <div className="grid min-w-0 flex-1 gap-0.5 text-sm">
        <Link
          href={props.href}
          className="truncate font-medium outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:outline-focus focus-visible:after:-outline-offset-2"
        >
          {props.title}
        </Link>
        <p className="text-ink-muted wrap-anywhere">
          <PhraseText phrase={happened} /> <PhraseText phrase={next} />
        </p>
        {advice === null ? null : <p className="text-ink-faint">{advice}</p>}
      </div>
    </li>
  );
}

function AllWell() {
  return (
    <Card title="Needs attention">
      <p className="flex items-center gap-2.5 text-ink-muted text-sm">
        <CircleCheck aria-hidden="true" className="size-4 text-ok" />
        Nothing. No endpoint is failing or suspended, and nothing is late.
      </p>
    </Card>
  );
}
