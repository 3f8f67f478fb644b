import { placeHref } from "#components/place/place.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import type { DeliveryView } from "./use-delivery.ts";
import { VerdictBox } from "./verdict-box.tsx";

/** A delivery's verdict; while its endpoint holds it, with the way to where it can be let go. */
export function DeliveryVerdict({ view: { delivery, verdict, isHeld } }: { view: DeliveryView }) {
  const href = placeHref(usePlace(), "endpoints", delivery.endpointId);
  const toEndpoint = (
    <ButtonLink size="sm" className="self-center" href={href}>
      See the endpoint
    </ButtonLink>
  );
  return <VerdictBox status={delivery.status} verdict={verdict} action={isHeld ? toEndpoint : undefined} />;
}
