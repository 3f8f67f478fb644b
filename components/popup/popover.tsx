import { Popover as BasePopover } from "@base-ui/react/popover";
import { clsx } from "clsx";
import type { ReactNode } from "react";
import { type Held, POPUP_CLASS } from "./surface.ts";

export type PopoverProps = { title: string; children: ReactNode };

export function Popover({ held, title, children }: PopoverProps & { held: Held }) {
  return (
    <BasePopover.Root open={held.isOpen} onOpenChange={held.onOpenChange}>
      <BasePopover.Portal>
        <BasePopover.Positioner
          anchor={held.anchor}
          align="start"
          sideOffset={4}
          className="z-50 max-w-[calc(100vw-1rem)] outline-none"
        >
          <BasePopover.Popup
            finalFocus={() => held.anchor ?? true}
            className={clsx(POPUP_CLASS, "grid max-h-(--available-height) gap-3 overflow-y-auto p-3")}
          >
            <BasePopover.Title className="text-h3">{title}</BasePopover.Title>
            {children}
          </BasePopover.Popup>
        </BasePopover.Positioner>
      </BasePopover.Portal>
    </BasePopover.Root>
  );
}
