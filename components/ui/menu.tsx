"use client";

import { lazy, type ReactElement, type ReactNode, Suspense } from "react";
import { LateTrigger } from "./late-trigger.tsx";
import { useLatePopup } from "./use-late-popup.ts";

type MenuProps = {
  trigger: ReactElement;
  align?: "start" | "center" | "end";
  side?: "top" | "bottom" | "left" | "right";
  className?: string;
  children: ReactNode;
};

/** A list of actions or places behind a button. Fill it with the parts below. Its code comes when it is wanted. */
export function Menu({ trigger, ...rest }: MenuProps) {
  const { isOpen, isWanted, anchor, change, press } = useLatePopup({});
  return (
    <>
      <LateTrigger popup="menu" isOpen={isOpen} onPress={press} onNear={load}>
        {trigger}
      </LateTrigger>
      {isWanted ? (
        <Suspense>
          <MenuPopup {...rest} isOpen={isOpen} anchor={anchor} onOpenChange={change} />
        </Suspense>
      ) : null}
    </>
  );
}

const load = () => import("./menu-parts.tsx");
const MenuPopup = lazy(() => load().then((module) => ({ default: module.MenuPopup })));

/** Does something. `isDanger` for what takes away. */
export const MenuItem = lazy(() => load().then((module) => ({ default: module.MenuItem })));
/** Goes somewhere; `isCurrent` marks where the person is. */
export const MenuLink = lazy(() => load().then((module) => ({ default: module.MenuLink })));
/** One of several values, such as the theme. */
export const MenuRadioGroup = lazy(() => load().then((module) => ({ default: module.MenuRadioGroup })));
/** Items that belong together under a label. */
export const MenuGroup = lazy(() => load().then((module) => ({ default: module.MenuGroup })));
export const MenuSeparator = lazy(() => load().then((module) => ({ default: module.MenuSeparator })));
