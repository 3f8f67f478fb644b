import { CircleCheck, CircleDashed, CirclePause } from "lucide-react";
import { placeHref } from "#components/place/place.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { EventDetail } from "#domain/event/schema.ts";
import { inOrderOfInterest, isBystander, routingWords } from "./routing-words.ts";

type RoutingListProps = {
  routing: EventDetail["routing"];
  eventType: string;
  endpointNames: ReadonlyMap<string, string>;
};

/** For each endpoint, whether it got the event and why; those it has nothing to do with are folded when many. */
export function RoutingList({ routing, eventType, endpointNames }: RoutingListProps) {
  const ordered = inOrderOfInterest(routing);
  const concerned = ordered.filter((one) => !isBystander(one));
  const bystanders = ordered.filter(isBystander);
  const row = (one: EventDetail["routing"][number]) => (
    <RoutingRow
      key={one.endpointId}
      routing={one}
      eventType={eventType}
      name={endpointNames.get(one.endpointId) ?? one.endpointId}
    />
  );
  if (routing.length === 0) {
    return <p className="px-4 py-6 text-center text-ink-muted text-sm">There was no endpoint it could go to.</p>;
  }
  return (
    <>
      <ul>{concerned.map(row)}</ul>
      {bystanders.length === 0 ? null : (
        <details open={bystanders.length <= OPEN_MAX} className="border-line not-first:border-t">
          <summary className="flex h-9 items-center px-4 text-ink-muted text-sm hover:bg-hover focus-visible:-outline-offset-2">
            {bystanders.length} {bystanders.length === 1 ? "endpoint was" : "endpoints were"} not meant
          </summary>
          <ul className="border-line border-t">{bystanders.map(row)}</ul>
        </details>
      )}
    </>
  );
}

const OPEN_MAX = 8;

function RoutingRow(props: { routing: EventDetail["routing"][number]; eventType: string; name: string }) {
  const { routing, eventType, name } = props;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-0.5 border-line px-4 py-2 text-sm not-first:border-t">
      <RoutingIcon routing={routing} />
      <TextLink href={placeHref(usePlace(), "endpoints", routing.endpointId)} className="max-w-full truncate sm:w-64">
        {name}
      </TextLink>
      <span className="min-w-0 flex-1 basis-64 text-ink-muted">{routingWords(routing, eventType)}</span>
    </li>
  );
}

function RoutingIcon({ routing }: { routing: EventDetail["routing"][number] }) {
  if (routing.sent) return <CircleCheck role="img" aria-label="Sent" className="size-4 shrink-0 text-ok" />;
  if (isBystander(routing) || routing.reason === "inactive") {
    return <CircleDashed role="img" aria-label="Not sent" className="size-4 shrink-0 text-ink-faint" />;
  }
  return <CirclePause role="img" aria-label="Waits" className="size-4 shrink-0 text-wait" />;
}
