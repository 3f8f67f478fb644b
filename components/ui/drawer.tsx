"use client";

import { lazy, type ReactElement, type ReactNode, Suspense } from "react";
import { LateTrigger } from "./late-trigger.tsx";
import { useLatePopup } from "./use-late-popup.ts";

type DrawerProps = {
  trigger?: ReactElement;
  open?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
  side?: "left" | "right";
  title: string;
  isTitleHidden?: boolean;
  description?: ReactNode;
  /** Left of the cross: step up and down, open in a tab. */
  actions?: ReactNode;
  /** False: the page behind stays usable, for a panel that follows a list. */
  isModal?: boolean;
  size?: "sm" | "lg";
  footer?: ReactNode;
  children: ReactNode;
};

/** A panel at the side: the navigation on phones, a row's details beside its list. Its code comes when it is wanted. */
export function Drawer({ trigger, open, onOpenChange, ...rest }: DrawerProps) {
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
          <DrawerPopup {...rest} isOpen={isOpen} opener={anchor} onOpenChange={change} />
        </Suspense>
      ) : null}
    </>
  );
}

const load = () => import("./drawer-popup.tsx");
const DrawerPopup = lazy(() => load().then((module) => ({ default: module.DrawerPopup })));
