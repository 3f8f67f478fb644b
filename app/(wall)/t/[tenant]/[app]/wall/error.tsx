"use client";

import { useRouter } from "next/navigation";
import { startTransition, useEffect } from "react";

/** A wall that could not be made, say because it was switched on before the database: it tries again by itself. */
export default function WallError({ reset }: { error: Error; reset: () => void }) {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(
      () =>
        startTransition(() => {
          router.refresh();
          reset();
        }),
      AGAIN_MS,
    );
    return () => clearInterval(timer);
  }, [router, reset]);
  return (
    <main role="alert" className="grid min-h-dvh place-content-center gap-4 px-6 text-center">
      <h1 className="text-wall text-bad">No contact</h1>
      <p className="text-figure text-ink-muted">Posthouse does not answer. This screen tries again every 10 seconds.</p>
    </main>
  );
}

const AGAIN_MS = 10_000;
