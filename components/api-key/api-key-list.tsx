"use client";

import { useQuery } from "@tanstack/react-query";
import { clsx } from "clsx";
import { KeyRound } from "lucide-react";
import { ConfirmOperation } from "#components/form/confirm-operation.tsx";
import { useOperation } from "#components/form/use-operation.ts";
import { EmptyState, StaleBadge } from "#components/list/faces.tsx";
import { List, useList } from "#components/list/list.tsx";
import { usePlace } from "#components/place/place-context.tsx";
import { Time, useNow } from "#components/time/time.tsx";
import { formatRelativeTime } from "#components/time/words.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Id } from "#components/ui/id.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { type Column, column, DataTable, idOf } from "#components/ui/table.tsx";
import type { ApiKey } from "#domain/api-key/schema.ts";
import { API_KEY_NOUNS, type ApiKeyActions } from "./actions.ts";
import { CreateApiKey } from "./create-api-key.tsx";
import { type KeyState, keyState } from "./key-state.ts";
import { apiKeyList, apiKeyMakersQuery } from "./list.ts";

export type ApiKeyListProps = {
  app: { id: string; name: string };
  appNames: ReadonlyMap<string, string>;
  apiUrl: string;
  actions: ApiKeyActions;
};

/**
 * The keys that programs sign in with: what each may do, when it was last used, and the way to end it. Those that work no
 * more stay in sight, quietly.
 */
export function ApiKeyList({ app, appNames, apiUrl, actions }: ApiKeyListProps) {
  const list = useList(apiKeyList);
  const makers = useQuery(apiKeyMakersQuery(usePlace()));
  const madeBy = new Map(makers.data?.data.map(({ target, actor }) => [target.id ?? "", actor.name]));
  const now = useNow();
  const isOver = (row: ApiKey) => ["expired", "revoked"].includes(keyState(row, now));
  const appOf = ({ appId }: ApiKey) => (appId === null ? "Every app" : (appNames.get(appId) ?? "This app"));
  const columns: readonly Column<ApiKey>[] = [
    column("Name", { look: "max-w-80 max-sm:max-w-36" }, (row) => (
      <>
        <span className="flex min-w-0 items-center gap-2">
          <span className={clsx("truncate", isOver(row) ? "line-through decoration-line-strong" : "font-medium")}>
            {row.name}
          </span>
          <Id id={row.id} className="max-xl:hidden" />
        </span>
        <span className="block truncate text-ink-muted text-xs lg:hidden">
          {mayWords(row)}, {appOf(row)}
        </span>
      </>
    )),
    column("May", { size: "max-lg:hidden" }, mayWords),
    column("In", { size: "max-lg:hidden", look: "max-w-40 truncate" }, appOf),
    column("Last used", { isNumeric: true, size: "max-sm:hidden" }, (row) => (
      <Time at={row.lastUsedAt} empty="never" />
    )),
    column("Ends", { isNumeric: true }, (row) => <Ending apiKey={row} state={keyState(row, now)} />),
    column("Created by", { size: "max-xl:hidden", look: "max-w-40 truncate" }, (row) => madeBy.get(row.id) ?? "–"),
    column("Created", { isNumeric: true, size: "max-xl:hidden" }, (row) => <Time at={row.createdAt} />),
    column("Revoke", { isLabelHidden: true, isNumeric: true, look: "w-0" }, (row) =>
      isOver(row) ? null : <RevokeApiKey apiKey={row} revoke={actions.revoke} />,
    ),
  ];
  return (
    <>
      <PageHeader
        title="API keys"
        description="What your programs sign in with. A key is shown once, when it is made."
        badge={<StaleBadge error={list.staleError} />}
        actions={<CreateApiKey app={app} apiUrl={apiUrl} create={actions.create} />}
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
        <DataTable
          label="API keys"
          isBusy={list.isBusy}
          rows={list.rows}
          columns={columns}
          keyOf={idOf}
          rowClass={(row) => (isOver(row) ? "text-ink-faint" : "")}
        />
      </List>
    </>
  );
}

function mayWords({ permissions }: ApiKey): string {
  return permissions.includes("manage_webhooks") ? "Manage, send" : "Send events";
}

function Ending({ apiKey, state }: { apiKey: ApiKey; state: KeyState }) {
  switch (state) {
    case "revoked":
    case "expired":
      return (
        <>
          <Badge>{state === "revoked" ? "Revoked" : "Expired"}</Badge>{" "}
          <Time at={state === "revoked" ? apiKey.revokedAt : apiKey.expiresAt} className="max-sm:hidden" />
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

function RevokeApiKey(props: { apiKey: Pick<ApiKey, "id" | "name" | "lastUsedAt">; revoke: ApiKeyActions["revoke"] }) {
  const { id, name, lastUsedAt } = props.apiKey;
  const place = usePlace();
  const now = useNow();
  const revoke = useOperation(() => props.revoke(place, { id }), {
    failed: "The key was not revoked",
    refetch: API_KEY_NOUNS,
  });
  return (
    <ConfirmOperation
      operation={revoke}
      input={undefined}
      trigger={{ size: "sm", "aria-label": `Revoke ${name}`, children: "Revoke" }}
      title={`Revoke ${name}?`}
      consequence={`Programs that use it are refused within a second. ${
        lastUsedAt === null
          ? "It was never used."
          : `It was last used ${formatRelativeTime(Date.parse(lastUsedAt), now)}.`
      } It cannot be taken back; a new key is a different one.`}
      confirmLabel="Revoke key"
      pendingLabel="Revoking…"
    />
  );
}
