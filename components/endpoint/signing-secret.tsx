import { useState } from "react";
import { formatDuration } from "#components/format/duration.ts";
import { placeHref } from "#components/place/place.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { RotateSecret } from "#components/secret/rotate-secret.tsx";
import { SecretReveal } from "#components/secret/secret-reveal.tsx";
import { useNow } from "#components/time/clock.tsx";
import { Time } from "#components/time/time.tsx";
import { Card } from "#components/ui/card.tsx";
import { KeyValue, KeyValueList } from "#components/ui/key-value-list.tsx";
import type { Tab } from "#components/ui/tabs.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { Endpoint } from "#domain/endpoint/schema.ts";
import type { EndpointActions } from "./actions.ts";
import { useRefresh } from "./use-refresh.ts";

/** By which four characters the secret is known, until when an older one signs too, and how to replace it. */
export function SigningSecret(props: {
  endpoint: Pick<Endpoint, "id" | "status" | "signingSecretLast4" | "previousSecretExpiresAt">;
  rotate: EndpointActions["rotate"];
  snippets: readonly Tab[];
}) {
  const { endpoint, rotate, snippets } = props;
  const place = usePlace();
  const refresh = useRefresh(endpoint.id);
  const now = useNow();
  const [fresh, setFresh] = useState<{ secret: string; graceSeconds: number } | null>(null);
  const previousEndsAt = endpoint.previousSecretExpiresAt;
  const isPreviousGood = previousEndsAt !== null && Date.parse(previousEndsAt) > now;
  return (
    <Card
      title="Signing secret"
      actions={
        endpoint.status === "inactive" ? undefined : (
          <RotateSecret
            rotate={(graceSeconds) => rotate(place, { id: endpoint.id, graceSeconds })}
            onRotated={(secret, graceSeconds) => {
              setFresh({ secret, graceSeconds });
              void refresh();
            }}
          />
        )
      }
    >
      <KeyValueList>
        <KeyValue label="Current" isMono>
          whsec_…{endpoint.signingSecretLast4}
        </KeyValue>
        {isPreviousGood ? (
          <KeyValue label="Previous">
            signs too, ends <Time at={previousEndsAt} isFocusable />
          </KeyValue>
        ) : null}
      </KeyValueList>
      <p className="mt-2 text-ink-muted text-sm">
        The receiver refuses a message?{" "}
        <TextLink className="underline" href={placeHref(place, "endpoints", endpoint.id, "debug-signature")}>
          Find out why
        </TextLink>
      </p>
      <SecretReveal
        secret={fresh?.secret ?? null}
        description={graceWords(fresh?.graceSeconds ?? 0)}
        snippets={snippets}
        doneLabel="Done"
        onDone={() => setFresh(null)}
      />
    </Card>
  );
}

function graceWords(graceSeconds: number): string {
  if (graceSeconds === 0)
    return "It signs from now on, alone: the older one is good for nothing any more. It is shown this once.";
  return `It signs from now on; for ${formatDuration(graceSeconds * 1000)} the older one signs too. It is shown this once.`;
}
