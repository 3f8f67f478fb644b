import { Popover as BasePopover } from "@base-ui/react/popover";
import { clsx } from "clsx";
import type { ReactNode } from "react";
import { type Held, POPUP_CLASS } from "./surface.ts";

export type PopoverProps = {
  /** Read aloud; shown as heading unless `isTitleHidden`. */
  title: string;
  isTitleHidden?: boolean;
  align?: "start" | "center" | "end";
  className?: string;
  children: ReactNode;
};

export function Popover(props: PopoverProps & { held: Held }) {
  const { held, title, isTitleHidden = false, align = "start", className, children } = props;
  return (
    <BasePopover.Root open={held.isOpen} onOpenChange={held.onOpenChange}>
      <BasePopover.Portal>
        <BasePopover.Positioner
          anchor={held.anchor}
          align={align}
          sideOffset={4}
          className="z-50 max-w-[calc(100vw-1rem)] outline-none"
        >
          <BasePopover.Popup
            finalFocus={() => held.anchor ?? true}
            className={clsx(POPUP_CLASS, "grid max-h-(--available-height) gap-3 overflow-y-auto p-3", className)}
          >
            <BasePopover.Title className={isTitleHidden ? "sr-only" : "text-h3"}>{title}</BasePopover.Title>
            {children}
          </BasePopover.Popup>
        </BasePopover.Positioner>
      </BasePopover.Portal>
    </BasePopover.Root>
  );
}
