import { CloudOff } from "lucide-react";
import { Badge } from "#components/ui/badge.tsx";

/** Says that what is shown is no longer kept up to date, and why, without moving it. */
export function StaleBadge({ error }: { error: Error | null }) {
  return (
    <span role="status" className="inline-flex">
      {error === null ? null : (
        <Badge tone="warn" icon={<CloudOff aria-hidden="true" />}>
          <span title={error.message}>Not up to date</span>
        </Badge>
      )}
    </span>
  );
}
