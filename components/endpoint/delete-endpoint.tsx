import { Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ActionCard, TypeToConfirm } from "#components/form/action-card.tsx";
import { ConfirmOperation } from "#components/form/confirm-operation.tsx";
import { useOperation } from "#components/form/use-operation.ts";
import { placeHref } from "#components/place/place.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { RadioGroup } from "#components/ui/radio-group.tsx";
import type { Endpoint } from "#domain/endpoint/schema.ts";
import { ENDPOINT_NOUNS, type EndpointActions } from "./actions.ts";
import { endpointName } from "./endpoint-name.ts";

/** Ends an endpoint: softly, with its history kept, or for good. Says what is lost before it happens. */
export function DeleteEndpoint(props: {
  endpoint: Pick<Endpoint, "id" | "name" | "url" | "status">;
  remove: EndpointActions["remove"];
}) {
  const { endpoint, remove } = props;
  const place = usePlace();
  const router = useRouter();
  const isDeleted = endpoint.status === "inactive";
  const [isForGood, setIsForGood] = useState(isDeleted);
  const [typed, setTyped] = useState("");
  const name = endpointName(endpoint);
  const operation = useOperation((permanent: boolean) => remove(place, { id: endpoint.id, permanent }), {
    failed: "It was not deleted",
    // One that is gone cannot be read again.
    refetch: isForGood ? ["endpoints"] : ENDPOINT_NOUNS,
    onDone: (_, isGone) => {
      if (isGone) router.replace(placeHref(place, "endpoints"));
    },
  });
  const verb = isForGood ? "Remove for good" : "Delete endpoint";
  return (
    <ActionCard
      title={isDeleted ? "Remove this endpoint for good" : "Delete this endpoint"}
      sentence={
        isDeleted
          ? "It gets nothing any more. Its history stays until it is removed for good."
          : "Nothing is sent to it any more, and what waits is cancelled. You choose whether its history stays."
      }
    >
      <ConfirmOperation
        operation={operation}
        input={isForGood}
        onTurn={() => {
          setIsForGood(isDeleted);
          setTyped("");
        }}
        trigger={{ icon: <Trash2 />, children: isDeleted ? "Remove for good…" : "Delete endpoint…" }}
        title={isDeleted ? `Remove ${name} for good?` : `Delete ${name}?`}
        consequence={isForGood ? GONE : KEPT}
        confirmLabel={verb}
        pendingLabel="Deleting…"
        isConfirmDisabled={isForGood && typed.trim() !== name}
      >
        <div className="grid gap-3 pt-2">
          {isDeleted ? null : (
            <RadioGroup
              label="How to delete"
              value={isForGood ? "good" : "soft"}
              onValueChange={(value) => setIsForGood(value === "good")}
              options={CHOICES}
            />
          )}
          {isForGood ? <TypeToConfirm name={name} typed={typed} onTyped={setTyped} /> : null}
        </div>
      </ConfirmOperation>
    </ActionCard>
  );
}

const KEPT = "Deliveries that wait are cancelled. It cannot be switched on again; a new endpoint gets a new secret.";
const GONE =
  "The endpoint, its secrets, its deliveries with all attempts and its charts are gone at once; their rows are removed in " +
  "the background. This cannot be undone.";

const CHOICES = [
  { value: "soft", label: "Keep its history", hint: "It becomes inactive; deliveries and charts stay readable." },
  { value: "good", label: "Remove everything for good", hint: "With deliveries, attempts, charts and secrets." },
];
