"use client";

import { clsx } from "clsx";
import { LifeBuoy } from "lucide-react";
import { Time, useNow } from "#components/time/time.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { TextLink } from "#components/ui/text-link.tsx";

export type SupportMode = { tenantName: string; reason: string; endsAt: string; leave: () => Promise<void> };

/**
 * Tells staff, on every page, that they stand in somebody else's house and that it is written down. When the hour is
 * over it says so at once: what the page shows is then a picture of the past.
 */
export function SupportBanner({ tenantName, reason, endsAt, leave }: SupportMode) {
  const isOver = useNow() >= Date.parse(endsAt);
  return (
    <section
      aria-label="Support mode"
      className={clsx(
        "flex flex-wrap items-center gap-x-3 gap-y-1 border-b px-4 py-1.5 text-sm sm:px-6",
        isOver ? "border-bad-line bg-bad-soft text-bad" : "border-warn-line bg-warn-soft text-warn",
      )}
    >
      <LifeBuoy aria-hidden="true" className="size-4 shrink-0" />
      <p role="status" className="min-w-0 flex-1 basis-64 wrap-anywhere">
        {isOver ? (
          <>
            <strong className="font-semibold">Your support session in {tenantName} has ended.</strong> What you see is
            from before and no longer kept up to date; nothing you do here counts.
          </>
        ) : (
          <>
            <strong className="font-semibold">Support mode in {tenantName}.</strong> {sentence(reason)} Ends{" "}
            <Time at={endsAt} isFocusable />. All of it stands in the audit log.
          </>
        )}
      </p>
      {isOver ? (
        <TextLink href="/support">Back to support</TextLink>
      ) : (
        <form action={leave}>
          <SubmitButton size="sm" variant="secondary" pendingLabel="Leaving…">
            Leave support mode
          </SubmitButton>
        </form>
      )}
    </section>
  );
}

function sentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
