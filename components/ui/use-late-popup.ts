"use client";

import { useState } from "react";

/** What a popup's caller may hold of its state. */
export type LatePopupProps = { open?: boolean | undefined; onOpenChange?: ((isOpen: boolean) => void) | undefined };

/**
 * The state of a popup whose code is loaded when it is first wanted: `isWanted` stays true from then on, so that it can
 * also leave with its animation. `anchor` is the trigger that was pressed.
 */
export function useLatePopup({ open, onOpenChange }: LatePopupProps) {
  const [isOpenHere, setIsOpenHere] = useState(false);
  const [isWanted, setIsWanted] = useState(false);
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const isOpen = open ?? isOpenHere;
  if (isOpen && !isWanted) setIsWanted(true);
  const change = (next: boolean) => {
    setIsOpenHere(next);
    onOpenChange?.(next);
  };
  const press = (trigger: HTMLElement) => {
    setAnchor(trigger);
    change(!isOpen);
  };
  return { isOpen, isWanted, anchor, change, press };
}
