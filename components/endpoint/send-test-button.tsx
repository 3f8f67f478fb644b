import { Send } from "lucide-react";
import { isOpen } from "#components/delivery/queries.ts";
import { Button } from "#components/ui/button.tsx";
import type { Test } from "./use-test.ts";

/** The page's main verb; says what the last test is doing. */
export function SendTestButton({ test, onSend }: { test: Test; onSend: () => void }) {
  const isUnderWay = test.delivery !== null && test.delivery.status === "sending" && isOpen(test.delivery);
  return (
    <Button
      variant="primary"
      icon={<Send />}
      isPending={test.isPending || isUnderWay}
      pendingLabel="Sending…"
      onClick={onSend}
    >
      Send test
    </Button>
  );
}
