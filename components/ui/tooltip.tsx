import { Tooltip as BaseTooltip } from "@base-ui/react/tooltip";
import type { ReactElement, ReactNode } from "react";

/** A short hint on hover and focus. `children` is the one element it belongs to. */
export function Tooltip(props: {
  content: ReactNode;
  side?: "top" | "bottom" | "left" | "right";
  isDisabled?: boolean;
  children: ReactElement;
}) {
  return (
    <BaseTooltip.Root disabled={props.isDisabled ?? false}>
      <BaseTooltip.Trigger render={props.children} />
      <BaseTooltip.Portal>
        <BaseTooltip.Positioner side={props.side ?? "top"} sideOffset={6} className="z-50">
          <BaseTooltip.Popup className={TOOLTIP_CLASS}>{props.content}</BaseTooltip.Popup>
        </BaseTooltip.Positioner>
      </BaseTooltip.Portal>
    </BaseTooltip.Root>
  );
}

const TOOLTIP_CLASS =
  "max-w-72 rounded-md bg-ink px-2 py-1 text-paper text-xs transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0 data-instant:transition-none";
