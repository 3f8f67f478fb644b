"use client";

import { useQuery } from "@tanstack/react-query";
import { StaleBadge } from "#components/list/faces.tsx";
import { usePlace } from "#components/place/place-context.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Card } from "#components/ui/card.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { Id } from "#components/ui/id.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import type { Source } from "#domain/source/schema.ts";
import { KIND_WORDS, sourceName } from "#domain/source/words.ts";
import type { SourceActions } from "./actions.ts";
import { ActivateButton } from "./activate-button.tsx";
import { DeleteSource } from "./delete-source.tsx";
import { EditSource } from "./edit-source.tsx";
import { sourceQuery } from "./queries.ts";
import { RecentEvents } from "./recent-events.tsx";
import { RefusalList } from "./refusal-list.tsx";
import { SetupSteps } from "./setup-steps.tsx";
import { SourceSecret } from "./source-secret.tsx";
import { SourceSettings } from "./source-settings.tsx";
import { SourceVerdict } from "./source-verdict.tsx";

/** All there is to know about one source: whether it works, its URL, what came, what was refused, how to set it up. */
export function SourcePage({ id, actions }: { id: string; actions: SourceActions }) {
  const { data: source, error } = useQuery(sourceQuery(usePlace(), id));
  if (source === undefined) return null;
  return (
    <>
      <PageHeader
        title={<ForeignText text={sourceName(source)} />}
        badge={
          <>
            {source.active ? <Badge tone="ok">Active</Badge> : <Badge tone="off">Deactivated</Badge>}
            <StaleBadge error={error} />
          </>
        }
        description={<SourceAddress source={source} />}
        actions={<ActivateButton source={source} update={actions.update} />}
      />
      <SourceVerdict source={source} />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <RecentEvents id={id} />
        <RefusalList id={id} />
      </div>
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <Card title={`Set-up at ${KIND_WORDS[source.verification.kind].label}`}>
          <SetupSteps source={source} isSecretInSight={false} />
        </Card>
        <div className="grid gap-4">
          <SourceSecret source={source} rotate={actions.rotate} />
          <SourceSettings source={source} edit={<EditSource source={source} update={actions.update} />} />
        </div>
      </div>
      <DeleteSource source={source} remove={actions.remove} />
    </>
  );
}

function SourceAddress({ source }: { source: Source }) {
  return (
    <div className="grid min-w-0 gap-0.5">
      <p className="flex min-w-0 items-start gap-1">
        <span className="min-w-0 font-mono text-ink text-sm wrap-anywhere">{source.url}</span>
        <CopyButton text={source.url} label="Copy URL" className="-my-0.5" />
      </p>
      <p className="flex min-w-0 flex-wrap items-center gap-x-3 text-sm">
        <Id id={source.id} />
        <span>{KIND_WORDS[source.verification.kind].label}</span>
        {source.description === "" ? null : (
          <span>
            <ForeignText text={source.description} />
          </span>
        )}
      </p>
    </div>
  );
}
