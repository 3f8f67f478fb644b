import { LifeBuoy } from "lucide-react";
import { placeHref } from "#components/place/place.ts";
import { Time } from "#components/time/time.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import type { Stay } from "#domain/support/schema.ts";

/** The tenants one is in now, so that none is forgotten. */
export function StayList({ stays, leave }: { stays: readonly Stay[]; leave: (tenant: string) => Promise<void> }) {
  if (stays.length === 0) return null;
  return (
    <section aria-label="Support sessions" className="grid gap-2">
      {stays.map((stay) => (
        <div
          key={stay.tenant.slug}
          className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-lg border border-warn-line bg-warn-soft px-3.5 py-2.5"
        >
          <LifeBuoy aria-hidden="true" className="size-4 shrink-0 text-warn" />
          <p className="min-w-0 flex-1 basis-64 wrap-anywhere">
            <span className="font-medium">You are in {stay.tenant.name}.</span>{" "}
            <span className="text-ink-muted">
              {stay.reason}. Ends <Time at={stay.endsAt} isFocusable />.
            </span>
          </p>
          <div className="flex gap-2">
            {stay.app === null ? null : (
              <ButtonLink href={placeHref({ tenant: stay.tenant.slug, app: stay.app }, "overview")} size="sm">
                Open
              </ButtonLink>
            )}
            <form action={leave.bind(null, stay.tenant.slug)}>
              <SubmitButton variant="secondary" size="sm" pendingLabel="Leaving…">
                Leave
              </SubmitButton>
            </form>
          </div>
        </div>
      ))}
    </section>
  );
}
