import { Popover as BasePopover } from "@base-ui/react/popover";
import { clsx } from "clsx";
import type { ReactNode } from "react";
import { POPUP_CLASS } from "./popup.ts";
import { PopupCloser } from "./popup-close.tsx";
import { staysOnAnchor } from "./stays-on-anchor.ts";

type PopoverPopupProps = {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  anchor: HTMLElement | null;
  title: string;
  isTitleHidden?: boolean;
  align?: "start" | "center" | "end";
  className?: string;
  children: ReactNode;
};

/** What `Popover` shows once it is wanted. */
export function PopoverPopup(props: PopoverPopupProps) {
  const { isOpen, onOpenChange, anchor, title, isTitleHidden = false, align = "start", className, children } = props;
  return (
    <BasePopover.Root open={isOpen} onOpenChange={staysOnAnchor(anchor, onOpenChange)}>
      <BasePopover.Portal>
        <BasePopover.Positioner
          anchor={anchor}
          align={align}
          sideOffset={4}
          className="z-50 max-w-[calc(100vw-1rem)] outline-none"
        >
          <BasePopover.Popup
            finalFocus={() => anchor ?? true}
            className={clsx(POPUP_CLASS, "grid max-h-(--available-height) gap-3 overflow-y-auto p-3", className)}
          >
            <BasePopover.Title className={isTitleHidden ? "sr-only" : "text-h3"}>{title}</BasePopover.Title>
            <PopupCloser value={() => onOpenChange(false)}>{children}</PopupCloser>
          </BasePopover.Popup>
        </BasePopover.Positioner>
      </BasePopover.Portal>
    </BasePopover.Root>
  );
}
