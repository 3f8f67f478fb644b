"use client";

import { OctagonX } from "lucide-react";
import { useTryAgain } from "#components/shell/use-try-again.ts";
import { Button } from "#components/ui/button.tsx";

/** A page that could not be made: most often the database is away. The frame around it stays. */
export default function PageError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const tryAgain = useTryAgain(reset);
  return (
    <div role="alert" className="mx-auto grid max-w-112 justify-items-start gap-3 py-16">
      <OctagonX aria-hidden="true" className="size-6 text-bad" />
      <h1 className="text-h1">This page could not be loaded</h1>
      <p className="text-ink-muted">
        Posthouse could not read what belongs here. Deliveries go on by themselves. Try again shortly
        {error.digest === undefined ? "." : `; the operator finds it in the log as ${error.digest}.`}
      </p>
      <Button onClick={tryAgain}>Try again</Button>
    </div>
  );
}
