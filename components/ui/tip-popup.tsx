import { Tooltip } from "@base-ui/react/tooltip";
import { POPUP_CLASS } from "./popup.ts";
import { hideTip, keepTip, type Tip } from "./tip.ts";

/** What `TipPlace` shows. Escape takes it away; the pointer may go onto it. */
export function TipPopup({ tip, isOpen }: { tip: Tip; isOpen: boolean }) {
  return (
    <Tooltip.Root open={isOpen} onOpenChange={(next) => (next ? undefined : hideTip())}>
      <Tooltip.Portal>
        <Tooltip.Positioner anchor={tip.anchor} side={tip.side} sideOffset={6} className="z-50">
          <Tooltip.Popup
            onPointerEnter={keepTip}
            onPointerLeave={hideTip}
            className={tip.isCard ? `${POPUP_CLASS} px-3 py-2 text-xs` : LINE}
          >
            {tip.content}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}

const LINE =
  "max-w-72 rounded-md bg-ink px-2 py-1 text-paper text-xs transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0 data-instant:transition-none";
