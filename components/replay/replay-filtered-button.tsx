"use client";

import { RotateCcw } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import type { DeliveryFilters } from "#components/delivery/list.ts";
import { Tooltip } from "#components/popup/tooltip.tsx";
import { Button } from "#components/ui/button.tsx";
import type { ReplayActions } from "./actions.ts";
import { jobPlan } from "./job-filter.ts";

/** Opens the replay of everything the filters find, or says why that can't be. */
export function ReplayFilteredButton(props: {
  filters: DeliveryFilters;
  endpointNames: ReadonlyMap<string, string>;
  create: ReplayActions["create"];
}) {
  const { filters, endpointNames, create } = props;
  const [isOpen, setIsOpen] = useState(false);
  const plan = jobPlan(filters);
  const button = (
    <Button
      size="sm"
      icon={<RotateCcw />}
      disabled={plan.kind === "no"}
      focusableWhenDisabled
      onClick={() => setIsOpen(true)}
    >
      Replay all found
    </Button>
  );
  if (plan.kind === "no") return <Tooltip content={plan.because}>{button}</Tooltip>;
  return (
    <>
      {button}
      {isOpen ? (
        <ReplayAll plan={plan} endpointNames={endpointNames} create={create} onClose={() => setIsOpen(false)} />
      ) : null}
    </>
  );
}

const ReplayAll = dynamic(() => import("./replay-all.tsx").then((module) => module.ReplayAll), { ssr: false });
