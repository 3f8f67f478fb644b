import { OctagonX } from "lucide-react";

/** Why somebody was not signed in. */
export function LoginRefusal({ detail }: { detail: string }) {
  return (
    <p
      role="alert"
      className="flex items-start gap-2 rounded-md border border-bad-line bg-bad-soft px-3 py-2 text-bad text-sm"
    >
      <OctagonX aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      {detail}
    </p>
  );
}
