import { Badge } from "#components/ui/badge.tsx";
import type { DocumentMethod } from "#http/openapi/types.ts";

/** The method of a request, as wide as the widest so that paths stand under each other. */
export function MethodBadge({ method }: { method: DocumentMethod }) {
  return (
    <Badge isMono className="w-15 shrink-0 justify-center">
      {method.toUpperCase()}
    </Badge>
  );
}
