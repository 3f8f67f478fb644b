"use client";

import { useEffect, useEffectEvent } from "react";
import { useTryAgain } from "#components/shell/use-try-again.ts";

/** A wall that could not be made, say because it was switched on before the database: it tries again by itself. */
export default function WallError({ reset }: { error: Error; reset: () => void }) {
  const tryAgain = useEffectEvent(useTryAgain(reset));
  useEffect(() => {
    const timer = setInterval(() => tryAgain(), AGAIN_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <main role="alert" className="grid min-h-dvh place-content-center gap-4 px-6 text-center">
      <h1 className="text-wall text-bad">No contact</h1>
      <p className="text-figure text-ink-muted">Posthouse does not answer. This screen tries again every 10 seconds.</p>
    </main>
  );
}

const AGAIN_MS = 10_000;
