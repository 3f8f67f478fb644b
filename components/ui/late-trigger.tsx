"use client";

import { type AriaAttributes, cloneElement, isValidElement, type ReactElement, type SyntheticEvent } from "react";

type LateTriggerProps = {
  popup: "dialog" | "menu";
  isOpen: boolean;
  onPress: (trigger: HTMLElement) => void;
  /** Somebody is about to press it: time to load what it opens. */
  onNear: () => void;
  children: ReactElement;
};

/** The element that opens a popup: gets its handlers and says what it does. It stays the same before and after loading. */
export function LateTrigger({ popup, isOpen, onPress, onNear, children }: LateTriggerProps) {
  if (!isValidElement<TriggerProps>(children)) return children;
  const { onClick, onPointerEnter, onFocus, onKeyDown } = children.props;
  return cloneElement(children, {
    "aria-haspopup": popup,
    "aria-expanded": isOpen,
    "data-popup-open": isOpen ? "" : undefined,
    onPointerEnter: both(onPointerEnter, onNear),
    onFocus: both(onFocus, onNear),
    onClick: both(onClick, ({ currentTarget }) => onPress(currentTarget)),
    onKeyDown: both(onKeyDown, (event) => {
      if (popup !== "menu" || isOpen || event.key !== "ArrowDown") return;
      event.preventDefault();
      onPress(event.currentTarget);
    }),
  });
}

type Handler<E> = ((event: E) => void) | undefined;
type Pressed = SyntheticEvent<HTMLElement>;
type KeyPressed = Pressed & { key: string };

type TriggerProps = Pick<AriaAttributes, "aria-haspopup" | "aria-expanded"> & {
  "data-popup-open"?: "" | undefined;
  onClick?: Handler<Pressed>;
  onPointerEnter?: Handler<Pressed>;
  onFocus?: Handler<Pressed>;
  onKeyDown?: Handler<KeyPressed>;
};

function both<E>(own: Handler<E>, added: (event: E) => void): (event: E) => void {
  return (event) => {
    own?.(event);
    added(event);
  };
}
