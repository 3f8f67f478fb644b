import { Card } from "#components/ui/card.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { config } from "#domain/config.ts";
import { published } from "#http/openapi/published.ts";
import { MethodBadge } from "./method-badge.tsx";
import { type Part, parts } from "./parts.ts";
import { Prose } from "./prose.tsx";

/** What holds for every call, and every operation at a glance. */
export default function DocsPage() {
  return (
    <>
      <PageHeader
        title="API reference"
        description={
          <>
            Version {published.info.version}, at <span className="font-mono text-xs">{config().PUBLIC_URL}</span>
          </>
        }
      />
      <Prose text={published.info.description} />
      {parts().map((part) => (
        <PartCard key={part.slug} part={part} />
      ))}
    </>
  );
}

function PartCard({ part: { slug, name, description, operations } }: { part: Part }) {
  return (
    <Card title={name} description={description}>
      <ul className="grid gap-1 text-sm">
        {operations.map(({ method, path, operation }) => (
          <li key={operation.operationId} className="flex flex-wrap items-center gap-x-3 gap-y-0.5 py-0.5">
            <MethodBadge method={method} />
            <TextLink href={`/docs/${slug}#${operation.operationId}`} className="font-mono text-xs wrap-anywhere">
              {path.replace("/api/v1", "")}
            </TextLink>
            <span className="text-ink-muted">{operation.summary}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
