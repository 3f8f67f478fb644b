"use client";

import { lazy, type ReactElement, type ReactNode, Suspense } from "react";
import { LateTrigger } from "./late-trigger.tsx";
import { useLatePopup } from "./use-late-popup.ts";

type AlertDialogProps = {
  trigger?: ReactElement;
  open?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
  /** The question: "Delete this endpoint?" */
  title: string;
  /** What is lost or stopped, in words: "42 pending deliveries will be cancelled." */
  consequence: ReactNode;
  /** The verb on the button: "Delete endpoint". */
  confirmLabel: string;
  pendingLabel?: string | undefined;
  isPending?: boolean;
  isDanger?: boolean;
  onConfirm: () => void;
  /** Further choices or a box to type the name into. */
  children?: ReactNode;
  isConfirmDisabled?: boolean;
};

/** Asks before something that cannot be undone. The way back has the focus. Its code comes when it is wanted. */
export function AlertDialog({ trigger, open, onOpenChange, ...rest }: AlertDialogProps) {
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
          <AlertDialogPopup {...rest} isOpen={isOpen} opener={anchor} onOpenChange={change} />
        </Suspense>
      ) : null}
    </>
  );
}

const load = () => import("./alert-dialog-popup.tsx");
const AlertDialogPopup = lazy(() => load().then((module) => ({ default: module.AlertDialogPopup })));
