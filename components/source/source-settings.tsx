import type { ReactNode } from "react";
import { placeHref } from "#components/place/place.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { Time } from "#components/time/time.tsx";
import { Card } from "#components/ui/card.tsx";
import { KeyValue, KeyValueList } from "#components/ui/facts.tsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { Source } from "#domain/source/schema.ts";
import { FALLBACK_EVENT_TYPE, KIND_WORDS } from "#domain/source/words.ts";

/** What a source is to its owner, and how it is proven. `edit` is the button that changes it. */
export function SourceSettings({ source, edit }: { source: Source; edit: ReactNode }) {
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
