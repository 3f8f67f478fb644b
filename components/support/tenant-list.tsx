import type { z } from "zod";
import { Card } from "#components/ui/card.tsx";
import { NoMatch } from "#components/ui/no-match.tsx";
import { Pagination } from "#components/ui/pagination.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { supportedTenantPage } from "#domain/support/schema.ts";
import type { EnterAction } from "./actions.ts";
import { TenantTable } from "./tenant-table.tsx";

type TenantListProps = {
  page: z.output<typeof supportedTenantPage>;
  q: string;
  /** This is not the first page. */
  hasCursor: boolean;
  enter: EnterAction;
};

/** The tenants that fit the search, a page at a time. */
export function TenantList({ page, q, hasCursor, enter }: TenantListProps) {
  if (page.data.length === 0) {
    return (
      <NoMatch
        sentence="No tenant’s name or slug holds this, and there is no id in it."
        action={<TextLink href="/support">Clear the search</TextLink>}
      />
    );
  }
  const search = new URLSearchParams(q === "" ? {} : { q });
  const first = `/support${search.size === 0 ? "" : `?${search}`}`;
  if (page.nextCursor !== null) search.set("cursor", page.nextCursor);
  return (
    <>
      <Card title="Tenants" isFlush>
        <TenantTable tenants={page.data} enter={enter} />
      </Card>
      {hasCursor || page.nextCursor !== null ? (
        <Pagination
          previousHref={hasCursor ? first : null}
          nextHref={page.nextCursor === null ? null : `/support?${search}`}
        />
      ) : null}
    </>
  );
}
