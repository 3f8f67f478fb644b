"use client";

import { LonePage } from "#components/shell/lone-page.tsx";
import { Button } from "#components/ui/button.tsx";

export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <LonePage
      title="This page could not be shown"
      sentence="Something broke on our side; it is in the log. Deliveries go on without the dashboard. Try again, and if it stays, tell your operator the reference below."
      reference={error.digest}
      action={
        <Button variant="primary" onClick={reset}>
          Try again
        </Button>
      }
    />
  );
}
