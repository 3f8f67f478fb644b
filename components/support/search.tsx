import { Search } from "lucide-react";
import Form from "next/form";
import { createSerializer, parseAsString } from "nuqs/server";
import type { z } from "zod";
import { formatNumber } from "#components/format/number.ts";
import { CursorPages } from "#components/list/cursor-pages.tsx";
import { NoMatch } from "#components/list/faces.tsx";
import { parseAsPages } from "#components/list/paged-list.ts";
import { Time } from "#components/time/time.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { Id } from "#components/ui/id.tsx";
import { Input } from "#components/ui/input.tsx";
import { type Column, column, DataTable, idOf } from "#components/ui/table.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { Access, Finding, Findings, SupportedTenant, supportedTenantPage } from "#domain/support/schema.ts";
import { FIND_LENGTH_MAX } from "#domain/support/words.ts";
import type { EnterAction } from "./actions.ts";
import { OpenTenant } from "./open-tenant.tsx";

export const TENANTS_SHOWN = 25;

/** What the search for tenants has in the address of the support page. */
export const tenantSearch = { q: parseAsString.withDefault(""), pages: parseAsPages };
export const tenantsHref = createSerializer(tenantSearch);

type TenantListProps = {
  page: z.output<typeof supportedTenantPage>;
  q: string;
  pages: readonly string[];
  enter: EnterAction;
};

/** The tenants that fit the search, a page at a time. */
export function TenantList({ page, q, pages, enter }: TenantListProps) {
  if (page.data.length === 0) {
    return (
      <NoMatch
        sentence="No tenant’s name or slug holds this, and there is no id in it."
        action={<TextLink href="/support">Clear the search</TextLink>}
      />
    );
  }
  return (
    <>
      <Card title="Tenants" isFlush>
        <DataTable label="Tenants" isFramed={false} rows={page.data} columns={columnsWith(enter)} keyOf={idOf} />
      </Card>
      <CursorPages
        pages={pages}
        nextCursor={page.nextCursor}
        count={page.data.length}
        rowsPerPage={TENANTS_SHOWN}
        hrefOf={(next) => tenantsHref("/support", { q, pages: next })}
      />
    </>
  );
}

function columnsWith(enter: EnterAction): readonly Column<SupportedTenant>[] {
  return [
    column("Tenant", {}, ({ name, access }) => (
      <span className="flex items-center gap-2">
        <span className="max-w-32 truncate sm:max-w-72 font-medium">{name}</span>
        <AccessBadge access={access} />
      </span>
    )),
    column("Slug", { size: "max-sm:hidden", look: "font-mono text-ink-muted text-xs" }, ({ slug }) => slug),
    column("Endpoints", { isNumeric: true, size: "max-sm:hidden" }, ({ endpoints }) => formatNumber(endpoints)),
    column("In trouble", { isNumeric: true }, ({ failing }) => (
      <span className={failing > 0 ? "text-bad" : "text-ink-faint"}>{formatNumber(failing)}</span>
    )),
    column("Since", { isNumeric: true, size: "max-md:hidden", look: "text-ink-muted" }, ({ createdAt }) => (
      <Time at={createdAt} />
    )),
    column("Open", { isLabelHidden: true, isNumeric: true }, ({ app, access, ...tenant }) => (
      <OpenTenant {...{ tenant, app, access, enter }} />
    )),
  ];
}

function AccessBadge({ access }: { access: Access }) {
  if (access.kind === "none") return null;
  if (access.kind === "member") return <Badge>Member</Badge>;
  return <Badge tone="warn">In support mode</Badge>;
}

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

/** One field for both: an id from anywhere, or a part of a tenant's name. Works without JavaScript too. */
export function SupportSearch({ text }: { text: string }) {
  return (
    <Form action="/support" role="search" className="flex gap-2">
      <Input
        key={text}
        name="q"
        type="search"
        defaultValue={text}
        aria-label="An id, or a tenant’s name"
        placeholder="Paste an id or a log line, or type a tenant’s name"
        leading={<Search />}
        className="min-w-0 flex-1"
        autoComplete="off"
        spellCheck={false}
        maxLength={FIND_LENGTH_MAX}
      />
      <Button type="submit">Search</Button>
    </Form>
  );
}
