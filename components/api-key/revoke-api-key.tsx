import { ConfirmOperation } from "#components/form/confirm-operation.tsx";
import { useOperation } from "#components/form/use-operation.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { useNow } from "#components/time/clock.tsx";
import { formatRelativeTime } from "#components/time/words.ts";
import type { ApiKey } from "#domain/api-key/schema.ts";
import { API_KEY_NOUNS, type ApiKeyActions } from "./actions.ts";

/** Ends a key for good, after having said who is left without. */
export function RevokeApiKey(props: {
  apiKey: Pick<ApiKey, "id" | "name" | "lastUsedAt">;
  revoke: ApiKeyActions["revoke"];
}) {
  const { id, name, lastUsedAt } = props.apiKey;
  const place = usePlace();
  const now = useNow();
  const revoke = useOperation(() => props.revoke(place, { id }), {
    failed: "The key was not revoked",
    refetch: API_KEY_NOUNS,
  });
  return (
    <ConfirmOperation
      operation={revoke}
      input={undefined}
      trigger={{ size: "sm", "aria-label": `Revoke ${name}`, children: "Revoke" }}
      title={`Revoke ${name}?`}
      consequence={`Programs that use it are refused within a second. ${
        lastUsedAt === null
          ? "It was never used."
          : `It was last used ${formatRelativeTime(Date.parse(lastUsedAt), now)}.`
      } It cannot be taken back; a new key is a different one.`}
      confirmLabel="Revoke key"
      pendingLabel="Revoking…"
    />
  );
}
