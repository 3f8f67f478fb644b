import type { FocusEvent, PointerEvent, ReactNode } from "react";

/** A hint on an element of the page. There is one at a time, so one place shows them all. */
export type Tip = {
  anchor: HTMLElement;
  content: ReactNode;
  side: "top" | "bottom" | "left" | "right";
  /** A card with facts on it, instead of a dark line of words. */
  isCard: boolean;
};
type TipFacts = Omit<Tip, "anchor">;

/** What an element with a hint listens for. `facts` are those of the last render. */
export function tipHandlers(facts: TipFacts) {
  return {
    onPointerEnter: ({ currentTarget, pointerType }: PointerEvent<HTMLElement>) => {
      if (pointerType === "mouse") plan({ ...facts, anchor: currentTarget }, current === null ? OPEN_MS : 0);
    },
    onPointerLeave: () => plan(null, CLOSE_MS),
    onFocus: ({ currentTarget }: FocusEvent<HTMLElement>) => {
      if (currentTarget.matches(":focus-visible")) plan({ ...facts, anchor: currentTarget }, 0);
    },
    onBlur: () => plan(null, 0),
  };
}

/** Takes the hint away at once: its element was pressed. */
export function hideTip(): void {
  plan(null, 0);
}

/** The pointer is on the hint itself: it stays. */
export function keepTip(): void {
  clearTimeout(timer);
}

export function currentTip(): Tip | null {
  return current;
}

export function onTipChange(listen: () => void): () => void {
  listeners.add(listen);
  return () => listeners.delete(listen);
}

const OPEN_MS = 350;
const CLOSE_MS = 80;
const listeners = new Set<() => void>();
let current: Tip | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;

function plan(next: Tip | null, afterMs: number): void {
  clearTimeout(timer);
  if (afterMs === 0) set(next);
  else timer = setTimeout(() => set(next), afterMs);
}

function set(next: Tip | null): void {
  if (next === null && current === null) return;
  current = next?.anchor.isConnected === false ? null : next;
  for (const listen of listeners) listen();
}
