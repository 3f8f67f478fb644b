import { RefreshCw } from "lucide-react";
import { useState } from "react";
import { RadioField } from "#components/form/field.tsx";
import { FormDialog } from "#components/form/form-dialog.tsx";
import { useOperationForm } from "#components/form/use-operation-form.ts";
import { formatDuration } from "#components/format/number.ts";
import { placeHref } from "#components/place/place.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { SecretReveal } from "#components/secret/secret-reveal.tsx";
import { Time, useNow } from "#components/time/time.tsx";
import { Card } from "#components/ui/card.tsx";
import { KeyValue, KeyValueList } from "#components/ui/facts.tsx";
import type { Tab } from "#components/ui/tabs.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { Endpoint } from "#domain/endpoint/schema.ts";
import { GRACE_SECONDS_DEFAULT, GRACE_SECONDS_MAX } from "#domain/endpoint/words.ts";
import { ENDPOINT_NOUNS, type EndpointActions } from "./actions.ts";

type Fresh = { secret: string; graceSeconds: number };

/** By which four characters the secret is known, until when an older one signs too, and how to replace it. */
export function SigningSecret(props: {
  endpoint: Pick<Endpoint, "id" | "status" | "signingSecretLast4" | "previousSecretExpiresAt">;
  rotate: EndpointActions["rotate"];
  snippets: readonly Tab[];
}) {
  const { endpoint, rotate, snippets } = props;
  const place = usePlace();
  const now = useNow();
  const [fresh, setFresh] = useState<Fresh | null>(null);
  const previousEndsAt = endpoint.previousSecretExpiresAt;
  const isPreviousGood = previousEndsAt !== null && Date.parse(previousEndsAt) > now;
  return (
    <Card
      title="Signing secret"
      actions={
        endpoint.status === "inactive" ? undefined : (
          <RotateSecret id={endpoint.id} rotate={rotate} onRotated={setFresh} />
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

function RotateSecret(props: { id: string; rotate: EndpointActions["rotate"]; onRotated: (fresh: Fresh) => void }) {
  const { id, rotate, onRotated } = props;
  const place = usePlace();
  const form = useOperationForm(({ graceSeconds }: Grace) => rotate(place, { id, graceSeconds }), {
    values: GRACE_DEFAULT,
    refetch: ENDPOINT_NOUNS,
    onDone: ({ secret }, { graceSeconds }) => onRotated({ secret, graceSeconds }),
  });
  return (
    <FormDialog
      form={form}
      trigger={{ size: "sm", icon: <RefreshCw />, children: "Rotate secret" }}
      size="sm"
      title="Rotate the signing secret"
      description="A new secret signs from now on. For a while messages can carry both signatures, so that the receiver can change over without losing one."
      submitLabel="Rotate secret"
      pendingLabel="Rotating…"
      refusedTitle="The secret was not rotated"
    >
      <RadioField<Grace> name="graceSeconds" label="The older secret stays good for" options={GRACES} />
    </FormDialog>
  );
}

type Grace = { graceSeconds: number };
const GRACE_DEFAULT: Grace = { graceSeconds: GRACE_SECONDS_DEFAULT };

const GRACES = [
  {
    value: 0,
    label: "End the older one at once",
    hint: "When it has leaked. Receivers that still use it refuse everything.",
  },
  { value: 3600, label: "1 hour", hint: "Both sign until then." },
  { value: GRACE_DEFAULT.graceSeconds, label: "24 hours", hint: "Both sign until then." },
  { value: GRACE_SECONDS_MAX, label: "7 days", hint: "Both sign until then." },
];
