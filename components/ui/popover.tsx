"use client";

import { lazy, type ReactElement, type ReactNode, Suspense } from "react";
import { LateTrigger } from "./late-trigger.tsx";
import { useLatePopup } from "./use-late-popup.ts";

type PopoverProps = {
  trigger: ReactElement;
  open?: boolean | undefined;
  onOpenChange?: ((isOpen: boolean) => void) | undefined;
  /** Read aloud; shown as heading unless `isTitleHidden`. */
  title: string;
  isTitleHidden?: boolean;
  align?: "start" | "center" | "end";
  className?: string;
  children: ReactNode;
};

/** A small form or explanation that hangs on a button. Its code comes when it is wanted. */
export function Popover({ trigger, open, onOpenChange, ...rest }: PopoverProps) {
  const { isOpen, isWanted, anchor, change, press } = useLatePopup({ open, onOpenChange });
  return (
    <>
      <LateTrigger popup="dialog" isOpen={isOpen} onPress={press} onNear={load}>
        {trigger}
      </LateTrigger>
      {isWanted ? (
        <Suspense>
          <PopoverPopup {...rest} isOpen={isOpen} anchor={anchor} onOpenChange={change} />
        </Suspense>
      ) : null}
    </>
  );
}

const load = () => import("./popover-popup.tsx");
const PopoverPopup = lazy(() => load().then((module) => ({ default: module.PopoverPopup })));
