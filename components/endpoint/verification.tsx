import { OperationButton } from "#components/form/confirm-operation.tsx";
import { useOperation } from "#components/form/use-operation.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { Time } from "#components/time/time.tsx";
import { Card } from "#components/ui/card.tsx";
import { ErrorNotice, Notice } from "#components/ui/notice.tsx";
import type { Endpoint } from "#domain/endpoint/schema.ts";
import { ENDPOINT_NOUNS, type EndpointActions } from "./actions.ts";

/** Whether the receiver has answered a challenge, and the button that sends one. */
export function Verification(props: {
  endpoint: Pick<Endpoint, "id" | "verification">;
  isRequired: boolean;
  verify: EndpointActions["verify"];
}) {
  const { endpoint, isRequired, verify } = props;
  const place = usePlace();
  const { status, checkedAt, reason } = endpoint.verification;
  const challenge = useOperation(() => verify(place, { id: endpoint.id }), { refetch: ENDPOINT_NOUNS });
  const button = (
    <OperationButton operation={challenge} input={undefined} size="sm" pendingLabel="Waiting for the receiver…">
      {status === "verified" ? "Verify again" : "Verify"}
    </OperationButton>
  );
  return (
    <Card title="Verification" actions={button}>
      <div className="grid gap-3">
        <ErrorNotice title="It could not be asked" error={challenge.refusal} />
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
