import { Drawer as BaseDrawer } from "@base-ui/react/drawer";
import { clsx } from "clsx";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { BACKDROP_CLASS, CLOSE_CLASS, type Held } from "./surface.ts";

export type DrawerProps = {
  side?: "left" | "right";
  title: string;
  description?: ReactNode;
  /** Left of the cross: step up and down, open in a tab. */
  actions?: ReactNode;
  /** False: the page behind stays usable, for a panel that follows a list. */
  isModal?: boolean;
  size?: "sm" | "lg";
  footer?: ReactNode;
  children: ReactNode;
};

export function Drawer(props: DrawerProps & { held: Held }) {
  const { held, side = "right", isModal = true, size = "lg" } = props;
  return (
    <BaseDrawer.Root
      open={held.isOpen}
      modal={isModal}
      disablePointerDismissal={!isModal}
      swipeDirection={side}
      onOpenChange={held.onOpenChange}
    >
      <BaseDrawer.Portal>
        {isModal ? <BaseDrawer.Backdrop className={BACKDROP_CLASS} /> : null}
        <BaseDrawer.Viewport
          className={clsx("pointer-events-none fixed inset-0 z-40 flex", side === "right" && "justify-end")}
        >
          <BaseDrawer.Popup
            finalFocus={() => held.anchor ?? true}
            data-page-keys={isModal ? undefined : ""}
            className={clsx(PANEL, SIDES[side], size === "lg" ? "w-full sm:w-144" : "w-72")}
          >
            <DrawerHeader {...props} />
            <BaseDrawer.Content className="min-h-0 flex-1 overflow-y-auto">{props.children}</BaseDrawer.Content>
            {props.footer === undefined ? null : (
              <div className="flex flex-wrap justify-end gap-2 border-line border-t px-4 py-3">{props.footer}</div>
            )}
          </BaseDrawer.Popup>
        </BaseDrawer.Viewport>
      </BaseDrawer.Portal>
    </BaseDrawer.Root>
  );
}

function DrawerHeader({ title, description, actions }: DrawerProps) {
  return (
    <div className="flex min-h-12 items-center justify-between gap-3 border-line border-b px-4 py-2">
      <div className="grid min-w-0">
        <BaseDrawer.Title className="truncate text-h2">{title}</BaseDrawer.Title>
        {description === undefined ? null : (
          <BaseDrawer.Description className="truncate text-ink-muted text-sm" render={<div />}>
            {description}
          </BaseDrawer.Description>
        )}
      </div>
      <div className="ml-auto flex items-center gap-1">
        {actions}
        <BaseDrawer.Close aria-label="Close" className={CLOSE_CLASS}>
          <X className="size-4" />
        </BaseDrawer.Close>
      </div>
    </div>
  );
}

const PANEL =
  "pointer-events-auto flex h-dvh max-w-full flex-col border-line bg-raised shadow-popup outline-none transition-[translate,opacity] duration-150";

const SIDES = {
  left: "border-r data-ending-style:-translate-x-4 data-ending-style:opacity-0 data-starting-style:-translate-x-4 data-starting-style:opacity-0",
  right:
    "border-l data-ending-style:translate-x-4 data-ending-style:opacity-0 data-starting-style:translate-x-4 data-starting-style:opacity-0",
};
