import { formatBytes } from "#components/format/number.ts";
import { BodyViewer } from "#components/ui/body-viewer.tsx";
import type { DeliveryDetail } from "#domain/delivery/schema.ts";

export const PAYLOAD_ANCHOR = "payload";

/** The event's exact bytes as text; says so once they have expired. */
export function Payload({ payload }: { payload: DeliveryDetail["payload"] }) {
  // An event that retention has taken leaves nothing but its replays: not even its type of content is known.
  const note = payload.contentType === "" ? null : `${payload.contentType}, ${formatBytes(payload.bodyBytes)}`;
  return (
    <section id={PAYLOAD_ANCHOR} aria-label="Payload" className="min-w-0 scroll-mt-16">
      {payload.body === null ? (
        <div className="rounded-lg border border-line bg-surface px-4 py-6 text-center text-ink-muted text-sm">
          {note === null ? "The event has" : `The payload (${note}) has`} expired and is no longer kept, so that it
          can’t be replayed any more.
        </div>
      ) : (
        <BodyViewer label="Payload" text={payload.body} note={note ?? ""} />
      )}
    </section>
  );
}
