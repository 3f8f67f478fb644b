"use client";

import { lazy, Suspense, useState, useSyncExternalStore } from "react";
import { currentTip, onTipChange, type Tip } from "./tip.ts";

/** Where all hints of a page appear; its code comes with the first. The last one stays known while it fades. */
export function TipPlace() {
  const tip = useSyncExternalStore(onTipChange, currentTip, nothing);
  const [last, setLast] = useState<Tip | null>(null);
  if (tip !== null && tip !== last) setLast(tip);
  const shown = tip ?? last;
  return shown === null ? null : (
    <Suspense>
      <TipPopup tip={shown} isOpen={tip !== null} />
    </Suspense>
  );
}

const TipPopup = lazy(() => import("./tip-popup.tsx").then((module) => ({ default: module.TipPopup })));

function nothing() {
  return null;
}
