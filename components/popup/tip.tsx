import { Tooltip } from "@base-ui/react/tooltip";
import type { ReactNode } from "react";
import { POPUP_CLASS } from "./surface.ts";

/** What a hint says and how it looks. */
export type TipFacts = {
  content: ReactNode;
  side: "top" | "bottom" | "left" | "right";
  /** A card with facts on it, instead of a dark line of words. */
  isCard: boolean;
};

/** The hint of a page, beside its element. Escape takes it away; the pointer may go onto it. */
export function Tip(props: {
  facts: TipFacts;
  anchor: Element;
  isOpen: boolean;
  onEnter: () => void;
  onLeave: () => void;
}) {
  const { facts, anchor, isOpen, onEnter, onLeave } = props;
  return (
    <Tooltip.Root open={isOpen} onOpenChange={(next) => (next ? undefined : onLeave())}>
      <Tooltip.Portal>
        <Tooltip.Positioner anchor={anchor} side={facts.side} sideOffset={6} className="z-50">
          <Tooltip.Popup
            onPointerEnter={onEnter}
            onPointerLeave={onLeave}
            className={facts.isCard ? `${POPUP_CLASS} px-3 py-2 text-xs` : LINE}
          >
            {facts.content}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}

const LINE =
  "max-w-72 rounded-md bg-ink px-2 py-1 text-paper text-xs transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0 data-instant:transition-none";
