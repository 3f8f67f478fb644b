import { useQuery } from "@tanstack/react-query";
import { usePlace } from "#components/place/place-context.tsx";
import { Time } from "#components/time/time.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { Source } from "#domain/source/schema.ts";
import { REFUSAL_WORDS } from "#domain/source/words.ts";
import { refusalsQuery } from "./queries.ts";

/** How the source does, first: closed, waiting for its first request, turning away what comes; or what came last. */
export function SourceVerdict({ source }: { source: Source }) {
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
        <Time at={refused.createdAt} isFocusable />: {lowerFirst(what)}. {help}
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

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
