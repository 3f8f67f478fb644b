"use client";

import { type FocusEvent, type PointerEvent, type ReactNode, Suspense, useState, useSyncExternalStore } from "react";
import { late } from "./late.ts";
import type { TipFacts } from "./tip.tsx";

/** A short hint on hover and focus, about the one element inside. */
export function Tooltip(props: {
  content: ReactNode;
  side?: TipFacts["side"];
  isDisabled?: boolean;
  children: ReactNode;
}) {
  const { content, side = "top", isDisabled = false, children } = props;
  return (
    <span className="contents" {...(isDisabled ? {} : tipHandlers({ content, side, isCard: false }))}>
      {children}
    </span>
  );
}

/** What an element with a hint listens for. `facts` are those of the last render. */
export function tipHandlers(facts: TipFacts) {
  return {
    onPointerEnter: ({ currentTarget, pointerType }: PointerEvent) => {
      if (pointerType === "mouse") plan({ facts, anchor: boxOf(currentTarget) }, current === null ? OPEN_MS : 0);
    },
    onPointerLeave: () => plan(null, CLOSE_MS),
    onFocus: ({ currentTarget, target }: FocusEvent) => {
      if (target.matches(":focus-visible")) plan({ facts, anchor: boxOf(currentTarget) }, 0);
    },
    onBlur: hide,
    onClick: hide,
  };
}

/** Where all hints of a page appear; its code comes with the first. The last one stays known while it fades. */
export function TipPlace() {
  const tip = useSyncExternalStore(
    onChange,
    () => current,
    () => null,
  );
  const [last, setLast] = useState<Shown | null>(null);
  if (tip !== null && tip !== last) setLast(tip);
  const shown = tip ?? last;
  return shown === null ? null : (
    <Suspense>
      <Tip {...shown} isOpen={tip !== null} onEnter={keep} onLeave={hide} />
    </Suspense>
  );
}

const Tip = late("Tip");

type Shown = { facts: TipFacts; anchor: Element };

const OPEN_MS = 350;
const CLOSE_MS = 80;
const listeners = new Set<() => void>();
let current: Shown | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;

function onChange(listen: () => void): () => void {
  listeners.add(listen);
  return () => listeners.delete(listen);
}

/** There is one hint at a time. */
function plan(next: Shown | null, afterMs: number): void {
  clearTimeout(timer);
  if (afterMs === 0) show(next);
  else timer = setTimeout(() => show(next), afterMs);
}

function show(next: Shown | null): void {
  if (next === null && current === null) return;
  current = next?.anchor.isConnected === false ? null : next;
  for (const listen of listeners) listen();
}

function hide(): void {
  plan(null, 0);
}

function keep(): void {
  clearTimeout(timer);
}

/** What stands around the element of a `Tooltip` has no box of its own. */
function boxOf(element: Element): Element {
  return (element.classList.contains("contents") && element.firstElementChild) || element;
}
