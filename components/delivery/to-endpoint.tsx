import { placeHref } from "#components/place/place.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { ButtonLink } from "#components/ui/button.tsx";

/** The way to where a held delivery can be let go. */
export function ToEndpoint({ endpointId }: { endpointId: string }) {
  return (
    <ButtonLink size="sm" className="self-center" href={placeHref(usePlace(), "endpoints", endpointId)}>
      See the endpoint
    </ButtonLink>
  );
}
