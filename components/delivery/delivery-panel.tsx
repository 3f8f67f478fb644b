"use client";

import { ChevronDown, ChevronUp, Maximize2 } from "lucide-react";
import { ErrorState, StaleBadge } from "#components/list/faces.tsx";
import { placeHref } from "#components/place/place.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { Drawer } from "#components/popup/popup.tsx";
import { StatePill } from "#components/state/state-pill.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { AppRules } from "./app-rules.ts";
import { AttemptTimeline } from "./attempt-timeline.tsx";
import { DeliveryFacts } from "./delivery-facts.tsx";
import { Payload } from "./payload.tsx";
import { type ReplayAction, ReplayButton } from "./replay-button.tsx";
import { replayRule } from "./replay-rule.ts";
import { type DeliveryView, useDelivery } from "./use-delivery.ts";
import { DeliveryVerdict } from "./verdict-box.tsx";

export type DeliveryPanelProps = {
  id: string;
  rules: AppRules;
  replay: ReplayAction;
  /** By endpoint id; stands there before the endpoint itself is read. */
  endpointNames: ReadonlyMap<string, string>;
  onStep: (by: 1 | -1) => void;
  onOpen: (id: string) => void;
  onClose: () => void;
};

/** A delivery beside the log, which stays usable: j and k step through it with the panel open. */
export function DeliveryPanel(props: DeliveryPanelProps) {
  const { id, rules, replay, onStep, onOpen, onClose } = props;
  const place = usePlace();
  const { view, error } = useDelivery(id, rules);
  return (
    <Drawer
      open
      isModal={false}
      title={view?.delivery.eventType ?? "Delivery"}
      description={view === null ? undefined : <PanelState status={view.delivery.status} error={error} />}
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      actions={
        <>
          <IconButton label="Next delivery (J)" icon={<ChevronDown />} onClick={() => onStep(1)} />
          <IconButton label="Delivery before (K)" icon={<ChevronUp />} onClick={() => onStep(-1)} />
        </>
      }
      footer={
        <>
          <ButtonLink href={placeHref(place, "deliveries", id)} icon={<Maximize2 />}>
            Open in full
          </ButtonLink>
          {view === null ? null : (
            <ReplayButton
              key={id}
              id={id}
              rule={replayRule(view.delivery, view.endpoint)}
              replay={replay}
              onReplayed={onOpen}
            />
          )}
        </>
      }
    >
      {view === null ? (
        <PanelPlace message={error?.message} />
      ) : (
        <PanelContent key={id} view={view} names={props.endpointNames} />
      )}
    </Drawer>
  );
}

function PanelContent({ view, names }: { view: DeliveryView; names: ReadonlyMap<string, string> }) {
  const { delivery } = view;
  return (
    <div className="grid gap-4 p-4">
      <DeliveryVerdict view={view} />
      <DeliveryFacts view={view} name={names.get(delivery.endpointId)} />
      <section aria-label="Attempts" className="-mx-4 border-line border-y">
        <AttemptTimeline view={view} />
      </section>
      <Payload payload={delivery.payload} />
    </div>
  );
}

function PanelState({ status, error }: { status: DeliveryView["delivery"]["status"]; error: Error | null }) {
  return (
    <>
      <StatePill state={status} /> <StaleBadge error={error} />
    </>
  );
}

function PanelPlace({ message }: { message: string | undefined }) {
  if (message !== undefined) {
    return (
      <div className="p-4">
        <ErrorState title="This delivery could not be loaded" sentence={message} />
      </div>
    );
  }
  return (
    <div role="status" aria-label="Loading the delivery" className="grid gap-4 p-4">
      <Skeleton className="h-20" />
      <Skeleton className="h-24" />
      <Skeleton className="h-40" />
    </div>
  );
}
