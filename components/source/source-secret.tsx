import { useState } from "react";
import { formatDuration } from "#components/format/duration.ts";
import { toast } from "#components/popup/toast.tsx";
import { SecretReveal } from "#components/secret/secret-reveal.tsx";
import { useNow } from "#components/time/clock.tsx";
import { Time } from "#components/time/time.tsx";
import { Card } from "#components/ui/card.tsx";
import { KeyValue, KeyValueList } from "#components/ui/facts.tsx";
import type { Source } from "#domain/source/schema.ts";
import type { SourceActions } from "./actions.ts";
import { RotateSource } from "./rotate-source.tsx";
import { SetupSteps } from "./setup-steps.tsx";

/** By which four characters the secret is known, until when an older one is good too, and how to replace it. */
export function SourceSecret({ source, rotate }: { source: Source; rotate: SourceActions["rotate"] }) {
  const now = useNow();
  const [fresh, setFresh] = useState<{ secret: string; graceSeconds: number } | null>(null);
  const endsAt = source.previousSecretExpiresAt;
  const isPreviousGood = endsAt !== null && Date.parse(endsAt) > now;
  return (
    <Card
      title="Secret"
      actions={
        <RotateSource
          source={source}
          rotate={rotate}
          onRotated={(secret, graceSeconds) => {
            if (secret === null) toast.success("The provider’s secret is set");
            else setFresh({ secret, graceSeconds });
          }}
        />
      }
    >
      <KeyValueList>
        <KeyValue label="Current" isMono>
          {source.secretLast4 === "" ? "too short to show its end" : `…${source.secretLast4}`}
        </KeyValue>
        {isPreviousGood ? (
          <KeyValue label="Previous">
            good too, ends <Time at={endsAt} isFocusable />
          </KeyValue>
        ) : null}
      </KeyValueList>
      <SecretReveal
        secret={fresh?.secret ?? null}
        label="Secret of the source"
        description={graceWords(fresh?.graceSeconds ?? 0)}
        usage={<SetupSteps source={source} isSecretInSight />}
        doneLabel="Done"
        onDone={() => setFresh(null)}
      />
    </Card>
  );
}

function graceWords(graceSeconds: number): string {
  if (graceSeconds === 0) return "It is the only one from now on: the older one is good for nothing any more.";
  return `For ${formatDuration(graceSeconds * 1000)} the older one is good too. This one is shown this once.`;
}
