import { Popover as BasePopover } from "@base-ui/react/popover";
import { clsx } from "clsx";
import type { ReactElement, ReactNode } from "react";
import { POPUP_CLASS } from "./popup.ts";

type PopoverProps = {
  trigger: ReactElement;
  open?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
  /** Read aloud; shown as heading unless `isTitleHidden`. */
  title: string;
  isTitleHidden?: boolean;
  align?: "start" | "center" | "end";
  className?: string;
  children: ReactNode;
};

/** A small form or explanation that hangs on a button. */
export function Popover(props: PopoverProps) {
  const { trigger, open, onOpenChange, title, isTitleHidden = false, align = "start", className, children } = props;
  return (
    <BasePopover.Root open={open} onOpenChange={onOpenChange}>
      <BasePopover.Trigger render={trigger} />
      <BasePopover.Portal>
        <BasePopover.Positioner align={align} sideOffset={4} className="z-50 max-w-[calc(100vw-1rem)] outline-none">
          <BasePopover.Popup
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

/** Closes the popover around it; `children` is the button to press. */
export function PopoverClose({ children }: { children: ReactElement }) {
  return <BasePopover.Close render={children} />;
}
