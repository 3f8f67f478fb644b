"use client";

import { lazy, type ReactElement, type ReactNode, Suspense } from "react";
import { LateTrigger } from "./late-trigger.tsx";
import { PopupClose } from "./popup-close.tsx";
import { useLatePopup } from "./use-late-popup.ts";

type DialogProps = {
  /** The element that opens it; leave out when `open` is held elsewhere. */
  trigger?: ReactElement;
  open?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
  title: string;
  description?: ReactNode;
  size?: "sm" | "md" | "lg";
  /** False: no cross, no Escape, no click outside; the person must choose in the footer. */
  isDismissible?: boolean;
  footer?: ReactNode;
  children?: ReactNode;
};

/** A task that needs the whole attention. Close it from inside with `DialogClose`. Its code comes when it is wanted. */
export function Dialog({ trigger, open, onOpenChange, ...rest }: DialogProps) {
  const { isOpen, isWanted, anchor, change, press } = useLatePopup({ open, onOpenChange });
  return (
    <>
      {trigger === undefined ? null : (
        <LateTrigger popup="dialog" isOpen={isOpen} onPress={press} onNear={load}>
          {trigger}
        </LateTrigger>
      )}
      {isWanted ? (
        <Suspense>
          <DialogPopup {...rest} isOpen={isOpen} opener={anchor} onOpenChange={change} />
        </Suspense>
      ) : null}
    </>
  );
}

/** Closes the dialog around it; `children` is the button to press. */
export const DialogClose = PopupClose;

/** Loads what dialogs are made of before one is wanted: where one that fails to come would cost something. */
export function preloadDialog(): void {
  // Whoever opens one asks again, and then sees the failure.
  load().catch(() => {});
}

const load = () => import("./dialog-popup.tsx");
const DialogPopup = lazy(() => load().then((module) => ({ default: module.DialogPopup })));
