import { useQueryClient } from "@tanstack/react-query";
import { useState, useTransition } from "react";
import { usePlace } from "#components/place/place-context.tsx";
import { runAction } from "#components/query/run-action.ts";
import { useNow } from "#components/time/clock.tsx";
import { formatRelativeTime } from "#components/time/words.ts";
import { AlertDialog } from "#components/ui/alert-dialog.tsx";
import { Button } from "#components/ui/button.tsx";
import { toast } from "#components/ui/toast.ts";
import type { ApiKey } from "#domain/api-key/schema.ts";
import type { ApiKeyActions } from "./actions.ts";

/** Ends a key for good, after having said who is left without. */
export function RevokeApiKey(props: {
  apiKey: Pick<ApiKey, "id" | "name" | "lastUsedAt">;
  revoke: ApiKeyActions["revoke"];
}) {
  const { apiKey, revoke } = props;
  const place = usePlace();
  const queryClient = useQueryClient();
  const now = useNow();
  const [isOpen, setIsOpen] = useState(false);
  const [isPending, start] = useTransition();
  const confirm = () =>
    start(async () => {
      const outcome = await runAction(revoke(place, { id: apiKey.id }));
      setIsOpen(false);
      if (!outcome.ok) toast.error("The key was not revoked", { description: outcome.refusal.detail });
      await Promise.all(["api-keys", "audit"].map((noun) => queryClient.invalidateQueries({ queryKey: [noun] })));
    });
  const used = apiKey.lastUsedAt;
  return (
    <AlertDialog
      trigger={
        <Button size="sm" aria-label={`Revoke ${apiKey.name}`}>
          Revoke
        </Button>
      }
      open={isOpen}
      onOpenChange={setIsOpen}
      title={`Revoke ${apiKey.name}?`}
      consequence={`Programs that use it are refused within a second. ${
        used === null ? "It was never used." : `It was last used ${formatRelativeTime(Date.parse(used), now)}.`
      } It cannot be taken back; a new key is a different one.`}
      confirmLabel="Revoke key"
      pendingLabel="Revoking…"
      isPending={isPending}
      onConfirm={confirm}
    />
  );
}
