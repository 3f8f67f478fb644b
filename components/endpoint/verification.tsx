import { useState, useTransition } from "react";
import { usePlace } from "#components/place/place-context.tsx";
import { runAction } from "#components/query/run-action.ts";
import { Time } from "#components/time/time.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { Endpoint } from "#domain/endpoint/schema.ts";
import type { EndpointActions } from "./actions.ts";
import { useRefresh } from "./use-refresh.ts";

/** Whether the receiver has answered a challenge, and the button that sends one. */
export function Verification(props: {
  endpoint: Pick<Endpoint, "id" | "verification">;
  isRequired: boolean;
  verify: EndpointActions["verify"];
}) {
  const { endpoint, isRequired, verify } = props;
  const place = usePlace();
  const refresh = useRefresh(endpoint.id);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isPending, start] = useTransition();
  const { status, checkedAt, reason } = endpoint.verification;
  const ask = () =>
    start(async () => {
      const outcome = await runAction(verify(place, { id: endpoint.id }));
      setRefusal(outcome.ok ? null : outcome.refusal.detail);
      await refresh();
    });
  const button = (
    <Button size="sm" isPending={isPending} pendingLabel="Waiting for the receiver…" onClick={ask}>
      {status === "verified" ? "Verify again" : "Verify"}
    </Button>
  );
  return (
    <Card title="Verification" actions={button}>
      <div className="grid gap-3">
        {refusal === null ? null : (
          <Notice tone="bad" title="It could not be asked">
            {refusal}
          </Notice>
        )}
        {status === "verified" ? (
          <Notice tone="ok" title="The receiver answered the challenge">
            <Time at={checkedAt} isFocusable />
          </Notice>
        ) : status === "failed" ? (
          <Notice tone="warn" title="The receiver did not pass">
            {reason} <Time at={checkedAt} isFocusable />
          </Notice>
        ) : (
          <p className="text-ink-muted text-sm">
            Not verified.{" "}
            {isRequired ? "This app requires it: deliveries wait until it is." : "Deliveries go out all the same."}
          </p>
        )}
        <p className="text-ink-muted text-sm">
          Verifying posts a signed message with a <code className="font-mono text-xs">challenge</code>; the receiver has
          30 seconds to answer JSON that holds the same one.
        </p>
      </div>
    </Card>
  );
}
