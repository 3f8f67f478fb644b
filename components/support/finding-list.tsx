import { NoMatch } from "#components/list/faces.tsx";
import { Card } from "#components/ui/card.tsx";
import { Id } from "#components/ui/id.tsx";
import type { Finding, Findings } from "#domain/support/schema.ts";
import type { EnterAction } from "./actions.ts";
import { OpenTenant } from "./open-tenant.tsx";

/** What the id in the search names, in which tenant, and the way in. */
export function FindingList({ found, enter }: { found: Findings; enter: EnterAction }) {
  if (found.data.length === 0) {
    return (
      <NoMatch
        sentence={
          <>
            No tenant has <span className="font-mono text-ink text-xs wrap-anywhere">{found.id}</span>. It may be
            mistyped, from another Posthouse, or past its retention.
          </>
        }
      />
    );
  }
  return (
    <Card title="Found" isFlush>
      <ul>
        {found.data.map((finding) => (
          <FindingItem key={finding.tenant.slug} finding={finding} enter={enter} />
        ))}
      </ul>
    </Card>
  );
}

function FindingItem({ finding, enter }: { finding: Finding; enter: EnterAction }) {
  const { noun, title, tenant, app, id } = finding;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-line px-4 py-3 not-first:border-t">
      <div className="grid min-w-0 flex-1 basis-64 gap-0.5">
        <p className="min-w-0 wrap-anywhere">
          <span className="text-ink-muted">{noun.charAt(0).toUpperCase() + noun.slice(1)}</span>{" "}
          <span className="font-medium">{title}</span>
        </p>
        <p className="flex flex-wrap items-center gap-x-2 text-ink-muted text-sm">
          <span>
            in {tenant.name}{" "}
            <span className="text-ink-faint">
              ({tenant.slug}
              {app === null ? "" : ` / ${app}`})
            </span>
          </span>
          <Id id={id} />
        </p>
      </div>
      <OpenTenant tenant={tenant} app={app} access={finding.access} page={finding.page} enter={enter} />
    </li>
  );
}
