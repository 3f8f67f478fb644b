"use client";

import { useQuery } from "@tanstack/react-query";
import { Braces, Copy, Hash, MessageSquareText, Terminal } from "lucide-react";
import { useRouter } from "next/navigation";
import { shortenId } from "#components/format/short-id.ts";
import { StaleBadge } from "#components/list/faces.tsx";
import { placeHref } from "#components/place/place.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { Menu, MenuItem } from "#components/popup/popup.tsx";
import { toast } from "#components/popup/toast.tsx";
import { StatePill } from "#components/state/state-pill.tsx";
import { Time } from "#components/time/time.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { copyText } from "#components/ui/copy-button.tsx";
import { Id } from "#components/ui/id.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { type Column, column, DataTable, idOf, RowLink } from "#components/ui/table.tsx";
import type { Delivery, DeliveryDetail } from "#domain/delivery/schema.ts";
import type { AppRules } from "./app-rules.ts";
import { AttemptTimeline } from "./attempt-timeline.tsx";
import { toCurl } from "./curl.ts";
import { DeliveryFacts } from "./delivery-facts.tsx";
import { Payload } from "./payload.tsx";
import { kinQuery } from "./queries.ts";
import { type ReplayAction, ReplayButton } from "./replay-button.tsx";
import { replayRule } from "./replay-rule.ts";
import { useDelivery } from "./use-delivery.ts";
import { phraseText, type Verdict } from "./verdict.ts";
import { DeliveryVerdict } from "./verdict-box.tsx";

/** All there is to know about one delivery: the verdict first, then the facts, then what went over the wire. */
export function DeliveryPage({ id, rules, replay }: { id: string; rules: AppRules; replay: ReplayAction }) {
  const { view, error } = useDelivery(id, rules);
  const place = usePlace();
  const router = useRouter();
  if (view === null) return null;
  const { delivery, endpoint, verdict } = view;
  return (
    <>
      <PageHeader
        title={<span className="font-mono">{delivery.eventType}</span>}
        badge={
          <>
            <StatePill state={delivery.status} size="lg" />
            <StaleBadge error={error} />
          </>
        }
        description={<Id id={delivery.id} isWhole />}
        actions={
          <>
            <CopyMenu delivery={delivery} verdict={verdict} />
            <ButtonLink href={placeHref(place, "events", delivery.eventId)}>Open event</ButtonLink>
            <ReplayButton
              id={id}
              rule={replayRule(delivery, endpoint)}
              replay={replay}
              onReplayed={(newId) => router.push(placeHref(place, "deliveries", newId))}
            />
          </>
        }
      />
      <DeliveryVerdict view={view} />
      <Card>
        <DeliveryFacts view={view} name={undefined} />
      </Card>
      <Card title="Attempts" isFlush>
        <AttemptTimeline view={view} />
      </Card>
      <Kin delivery={delivery} />
      <Payload payload={delivery.payload} />
    </>
  );
}

/** The deliveries of the same event to the same endpoint, where there is more than this one: replays and originals. */
function Kin({ delivery }: { delivery: Pick<Delivery, "id" | "eventId" | "endpointId"> }) {
  const place = usePlace();
  const { data } = useQuery(kinQuery(place, delivery));
  const others = data?.data.filter(({ id }) => id !== delivery.id) ?? [];
  if (others.length === 0) return null;
  const columns: readonly Column<Delivery>[] = [
    column("Status", { size: "w-32" }, ({ status }) => <StatePill state={status} />),
    column("Made by", { look: "truncate" }, (other) => (
      <RowLink href={placeHref(place, "deliveries", other.id)}>{originWords(other, delivery.id)}</RowLink>
    )),
    column("Attempts", { isNumeric: true, size: "w-24" }, ({ attemptCount }) => attemptCount),
    column("Created", { isNumeric: true, size: "w-28" }, ({ createdAt }) => <Time at={createdAt} />),
  ];
  return (
    <Card title="Also sent to this endpoint" description="Other deliveries of the same event." isFlush>
      <DataTable
        label="Other deliveries of this event to this endpoint"
        isFramed={false}
        isFixed
        rows={others}
        columns={columns}
        keyOf={idOf}
      />
    </Card>
  );
}

function originWords({ trigger, replayOf }: Delivery, id: string): string {
  if (replayOf === id) return "Replay of this delivery";
  if (replayOf !== null) return `Replay of ${shortenId(replayOf)}`;
  return trigger === "test" ? "Test" : "The event itself";
}

function CopyMenu({ delivery, verdict }: { delivery: DeliveryDetail; verdict: Verdict }) {
  const { id, payload } = delivery;
  const request = delivery.attempts.at(-1)?.request;
  const body = payload.body;
  const copyCurl = () => {
    if (request === undefined) return;
    const { command, leftOut } = toCurl({ ...request, body });
    const note = leftOut.length === 0 ? undefined : `Without ${leftOut.join(", ")}: their values are secret.`;
    void copy(command, "The cURL command is copied", note);
  };
  return (
    <Menu trigger={{ icon: <Copy />, children: "Copy" }} align="end">
      <MenuItem icon={<Terminal />} isDisabled={request === undefined} onSelect={copyCurl}>
        Copy as cURL
      </MenuItem>
      <MenuItem
        icon={<Braces />}
        isDisabled={body === null}
        onSelect={() => void copy(body ?? "", "The body is copied")}
      >
        Copy body
      </MenuItem>
      <MenuItem
        icon={<MessageSquareText />}
        onSelect={() => void copy(verdictWords(verdict), "The verdict and the address of this page are copied")}
      >
        Copy verdict and link
      </MenuItem>
      <MenuItem icon={<Hash />} onSelect={() => void copy(id, "The id is copied")}>
        Copy delivery id
      </MenuItem>
    </Menu>
  );
}

/** For a ticket or a chat: what happened and what happens next, then where it is written. */
function verdictWords({ happened, next }: Verdict): string {
  const sentences = [happened, next].map((phrase) => phraseText(phrase, Date.now())).filter((text) => text !== "");
  return `${sentences.join(" ")}\n${window.location.origin}${window.location.pathname}`;
}

async function copy(text: string, said: string, note?: string) {
  if (await copyText(text)) toast.success(said, { description: note });
  else toast.error("Copying was refused", { description: "The browser does not let this page use the clipboard." });
}
