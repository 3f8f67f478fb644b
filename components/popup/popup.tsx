"use client";

import { type ComponentType, Suspense, type SyntheticEvent, useState } from "react";
import { Button, type ButtonProps } from "#components/ui/button.tsx";
import { IconButton, type IconButtonProps } from "#components/ui/icon-button.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { AlertDialogProps, DialogProps } from "./dialog.tsx";
import type { DrawerProps } from "./drawer.tsx";
import { late, preloadPopups } from "./late.ts";
import type { MenuProps } from "./menu.tsx";
import type { PopoverProps } from "./popover.tsx";
import type { SelectProps } from "./select.tsx";
import type { Held } from "./surface.ts";

/** A task that needs the whole attention. Close it from inside with `DialogClose`. */
export const Dialog = withTrigger<DialogProps>("dialog", late("Dialog"));
/** A button that closes the dialog around it. */
export const DialogClose = late("DialogClose");

/** Asks before something that cannot be undone. The way back has the focus. */
export const AlertDialog = withTrigger<AlertDialogProps>("dialog", late("AlertDialog"));

/** A panel at the side: the navigation on phones, a row's details beside its list. */
export const Drawer = withTrigger<DrawerProps>("dialog", late("Drawer"));

/** A small form or explanation that hangs on a button. */
export const Popover = withTrigger<PopoverProps & Hanging>("dialog", late("Popover"));

/** A list of actions or places behind a button. Fill it with the parts below. */
export const Menu = withTrigger<MenuProps & Hanging>("menu", late("Menu"));
/** Does something. */
export const MenuItem = late("MenuItem");
/** Goes somewhere; `isCurrent` marks where the person is. */
export const MenuLink = late("MenuLink");
/** One of several values, such as the theme. */
export const MenuRadioGroup = late("MenuRadioGroup");
/** Items that belong together under a label. */
export const MenuGroup = late("MenuGroup");
export const MenuSeparator = late("MenuSeparator");

/** One of a short list. For long lists use the command palette's way: type to find. */
export function Select(props: SelectProps) {
  return (
    <Suspense fallback={<Skeleton className="h-8 w-24" />}>
      <LateSelect {...props} />
    </Suspense>
  );
}

const LateSelect = late("Select");

/**
 * The button that opens a popup, as what a `Button` or an `IconButton` is made of. It is data and never an element: one
 * that comes from a server component late is none yet, and could not be told to open anything.
 */
export type TriggerProps =
  | Omit<ButtonProps & { children: ButtonProps["children"] }, Taken>
  | Omit<IconButtonProps, Taken>;

type Opening = {
  /** Leave out where `open` is held elsewhere. */
  trigger?: TriggerProps | undefined;
  open?: boolean | undefined;
  onOpenChange?: ((isOpen: boolean) => void) | undefined;
};

/** What hangs on its trigger cannot do without. */
type Hanging = { trigger: TriggerProps };

/**
 * Puts a trigger beside a popup that comes late. Base UI's own triggers bring all that they open: 54 KiB on every page. Once
 * wanted, a popup stays, so that it can also leave with its animation.
 */
function withTrigger<Content>(kind: "dialog" | "menu", Popup: ComponentType<Content & { held: Held }>) {
  return function PopupWithTrigger(props: Content & Opening) {
    const { trigger, open, onOpenChange } = props;
    const [isOpenHere, setIsOpenHere] = useState(false);
    const [isWanted, setIsWanted] = useState(false);
    const [anchor, setAnchor] = useState<HTMLElement | null>(null);
    const isOpen = open ?? isOpenHere;
    if (isOpen && !isWanted) setIsWanted(true);
    const change = (next: boolean) => {
      setIsOpenHere(next);
      onOpenChange?.(next);
    };
    const press = (element: HTMLElement) => {
      setAnchor(element);
      change(!isOpen);
    };
    const held: Held = {
      isOpen,
      anchor,
      onOpenChange: (next, details) => (isLeftToTrigger(next, details, anchor) ? details.cancel() : change(next)),
    };
    return (
      <>
        {trigger === undefined ? null : <Trigger kind={kind} trigger={trigger} isOpen={isOpen} onPress={press} />}
        {isWanted ? (
          <Suspense>
            <Popup {...props} held={held} />
          </Suspense>
        ) : null}
      </>
    );
  };
}

function Trigger(props: {
  kind: "dialog" | "menu";
  trigger: TriggerProps;
  isOpen: boolean;
  onPress: (trigger: HTMLElement) => void;
}) {
  const { kind, trigger, isOpen, onPress } = props;
  const opens = {
    "aria-haspopup": kind,
    "aria-expanded": isOpen,
    "data-popup-open": isOpen ? "" : undefined,
    onPointerEnter: preloadPopups,
    onFocus: preloadPopups,
    onClick: ({ currentTarget }: SyntheticEvent<HTMLElement>) => onPress(currentTarget),
    onKeyDown: (event: SyntheticEvent<HTMLElement> & { key: string }) => {
      if (kind !== "menu" || isOpen || event.key !== "ArrowDown") return;
      event.preventDefault();
      onPress(event.currentTarget);
    },
  };
  return "label" in trigger ? <IconButton {...trigger} {...opens} /> : <Button {...trigger} {...opens} />;
}

type Taken = "aria-haspopup" | "aria-expanded" | "onPointerEnter" | "onFocus" | "onClick" | "onKeyDown";

type Details = Parameters<Held["onOpenChange"]>[1];

/** A press on the trigger, or the focus going there, is the trigger's: it would open at once what was just closed. */
function isLeftToTrigger(isOpen: boolean, { reason, event }: Details, anchor: HTMLElement | null): boolean {
  const target = event instanceof FocusEvent ? event.relatedTarget : event.target;
  const isElsewhere = reason !== "outside-press" && reason !== "focus-out";
  return !isOpen && !isElsewhere && target instanceof Node && anchor?.contains(target) === true;
}
