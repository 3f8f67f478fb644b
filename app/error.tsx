"use client";

import { LonePage } from "#components/shell/lone-page.tsx";
import { useTryAgain } from "#components/shell/use-try-again.ts";
import { Button } from "#components/ui/button.tsx";

/** A page without a frame of its own that could not be made: most often the database is away. */
export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const tryAgain = useTryAgain(reset);
  return (
    <LonePage
      title="This page could not be shown"
      sentence="Something broke on our side; it is in the log. Deliveries go on without the dashboard. Try again, and if it stays, tell your operator the reference below."
      reference={error.digest}
      action={
        <Button variant="primary" onClick={tryAgain}>
          Try again
        </Button>
      }
    />
  );
}
