"use client";

import { useQuery } from "@tanstack/react-query";
import { clsx } from "clsx";
import { KeyRound, Plus } from "lucide-react";
import { EmptyState, StaleBadge } from "#components/list/faces.tsx";
import { List } from "#components/list/list.tsx";
import { useList } from "#components/list/use-list.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { useNow } from "#components/time/clock.tsx";
import { Time } from "#components/time/time.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Id } from "#components/ui/id.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Table, TableBody, TableHead, Td, Th, Tr } from "#components/ui/table.tsx";
import type { ApiKey } from "#domain/api-key/schema.ts";
import type { ApiKeyActions } from "./actions.ts";
import { CreateApiKey } from "./create-api-key.tsx";
import { type KeyState, keyState } from "./key-state.ts";
import { apiKeyList } from "./list.ts";
import { apiKeyMakersQuery } from "./queries.ts";
import { RevokeApiKey } from "./revoke-api-key.tsx";

export type ApiKeyListProps = {
  app: { id: string; name: string };
  appNames: ReadonlyMap<string, string>;
  apiUrl: string;
  actions: ApiKeyActions;
};

/** The keys that programs sign in with: what each may do, when it was last used, and the way to end it. */
export function ApiKeyList({ app, appNames, apiUrl, actions }: ApiKeyListProps) {
  const list = useList(apiKeyList);
  const makers = useQuery(apiKeyMakersQuery(usePlace()));
  const madeBy = new Map(makers.data?.data.map(({ target, actor }) => [target.id ?? "", actor.name]));
  return (
    <>
      <PageHeader
        title="API keys"
        description="What your programs sign in with. A key is shown once, when it is made."
        badge={<StaleBadge error={list.staleError} />}
        actions={
          <CreateApiKey
            app={app}
            apiUrl={apiUrl}
            create={actions.create}
            trigger={{ variant: "primary", icon: <Plus />, children: "Create API key" }}
          />
        }
      />
      <List
        list={list}
        empty={
          <EmptyState
            icon={<KeyRound />}
            title="No API keys yet"
            sentence="A program of yours needs one to send events, or to manage endpoints in your stead."
          />
        }
      >
        <ApiKeyTable
          rows={list.rows}
          makers={madeBy}
          appNames={appNames}
          revoke={actions.revoke}
          isBusy={list.isBusy}
        />
      </List>
    </>
  );
}

type ApiKeyTableProps = {
  rows: readonly ApiKey[];
  /** Names of people by the id of the key they made. */
  makers: ReadonlyMap<string, string>;
  /** Names by app id. */
  appNames: ReadonlyMap<string, string>;
  revoke: ApiKeyActions["revoke"];
  isBusy: boolean;
};

/** Keys, newest first; those that work no more stay in sight, quietly. */
function ApiKeyTable({ rows, makers, appNames, revoke, isBusy }: ApiKeyTableProps) {
  const now = useNow();
  return (
    <Table label="API keys" isBusy={isBusy}>
      <TableHead>
        <Th>Name</Th>
        <Th className="max-lg:hidden">May</Th>
        <Th className="max-lg:hidden">In</Th>
        <Th isNumeric className="max-sm:hidden">
          Last used
        </Th>
        <Th isNumeric>Ends</Th>
        <Th className="max-xl:hidden">Created by</Th>
        <Th isNumeric className="max-xl:hidden">
          Created
        </Th>
        <Th isLabelHidden>Revoke</Th>
      </TableHead>
      <TableBody>
        {rows.map((row) => {
          const state = keyState(row, now);
          const may = row.permissions.includes("manage_webhooks") ? "Manage, send" : "Send events";
          const appName = row.appId === null ? "Every app" : (appNames.get(row.appId) ?? "This app");
          const isOver = state === "expired" || state === "revoked";
          return (
            <Tr key={row.id} className={clsx(isOver && "text-ink-faint")}>
              <Td className="max-w-80 max-sm:max-w-36">
                <span className="flex min-w-0 items-center gap-2">
                  <span className={clsx("truncate", isOver ? "line-through decoration-line-strong" : "font-medium")}>
                    {row.name}
                  </span>
                  <Id id={row.id} className="max-xl:hidden" />
                </span>
                <span className="block truncate text-ink-muted text-xs lg:hidden">
                  {may}, {appName}
                </span>
              </Td>
              <Td className="max-lg:hidden">{may}</Td>
              <Td className="max-w-40 truncate max-lg:hidden">{appName}</Td>
              <Td isNumeric className="max-sm:hidden">
                <Time at={row.lastUsedAt} empty="never" />
              </Td>
              <Td isNumeric>
                <Ending apiKey={row} state={state} />
              </Td>
              <Td className="max-w-40 truncate max-xl:hidden">{makers.get(row.id) ?? "–"}</Td>
              <Td isNumeric className="max-xl:hidden">
                <Time at={row.createdAt} />
              </Td>
              <Td isNumeric className="w-0">
                {isOver ? null : <RevokeApiKey apiKey={row} revoke={revoke} />}
              </Td>
            </Tr>
          );
        })}
      </TableBody>
    </Table>
  );
}

function Ending({ apiKey, state }: { apiKey: ApiKey; state: KeyState }) {
  switch (state) {
    case "revoked":
      return (
        <>
          <Badge>Revoked</Badge> <Time at={apiKey.revokedAt} className="max-sm:hidden" />
        </>
      );
    case "expired":
      return (
        <>
          <Badge>Expired</Badge> <Time at={apiKey.expiresAt} className="max-sm:hidden" />
        </>
      );
    case "ending":
      return (
        <Badge tone="warn">
          <Time at={apiKey.expiresAt} />
        </Badge>
      );
    case "good":
      return <Time at={apiKey.expiresAt} empty="never" />;
  }
}
