import { CopyButton } from "#components/ui/copy-button.tsx";
import { Id } from "#components/ui/id.tsx";
import type { Endpoint } from "#domain/endpoint/schema.ts";

/** Where the endpoint's events go, whole, with its id and what it is for. */
export function EndpointAddress({ endpoint }: { endpoint: Pick<Endpoint, "id" | "url" | "description"> }) {
  return (
    <div className="grid min-w-0 gap-0.5">
      <p className="flex min-w-0 items-start gap-1">
        <span className="min-w-0 font-mono text-ink text-sm wrap-anywhere">{endpoint.url}</span>
        <CopyButton text={endpoint.url} label="Copy URL" className="-my-0.5" />
      </p>
      <p className="flex min-w-0 flex-wrap items-center gap-x-3 text-sm">
        <Id id={endpoint.id} />
        {endpoint.description === "" ? null : <span>{endpoint.description}</span>}
      </p>
    </div>
  );
}
