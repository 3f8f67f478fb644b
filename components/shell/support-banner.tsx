import { LifeBuoy } from "lucide-react";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { Time } from "#components/ui/time.tsx";

export type SupportMode = { tenantName: string; reason: string; endsAt: string; leave: () => Promise<void> };

/** Tells staff, on every page, that they stand in somebody else's house and that it is written down. */
export function SupportBanner({ tenantName, reason, endsAt, leave }: SupportMode) {
  return (
    <section
      aria-label="Support mode"
      className="flex flex-wrap items-center gap-x-3 gap-y-1 border-warn-line border-b bg-warn-soft px-4 py-1.5 text-sm text-warn"
    >
      <LifeBuoy aria-hidden="true" className="size-4 shrink-0" />
      <p className="min-w-0 flex-1">
        <strong className="font-semibold">Support mode in {tenantName}.</strong> Reason: {reason}. Ends{" "}
        <Time at={endsAt} />; everything you do is in this tenant’s audit log.
      </p>
      <form action={leave}>
        <SubmitButton size="sm" variant="secondary" pendingLabel="Leaving…">
          Leave support mode
        </SubmitButton>
      </form>
    </section>
  );
}
