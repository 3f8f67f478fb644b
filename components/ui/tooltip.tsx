"use client";

import { cloneElement, type HTMLAttributes, isValidElement, type ReactElement, type ReactNode } from "react";
import { hideTip, tipHandlers } from "./tip.ts";

/** A short hint on hover and focus. `children` is the one element it belongs to. */
export function Tooltip(props: {
  content: ReactNode;
  side?: "top" | "bottom" | "left" | "right";
  isDisabled?: boolean;
  children: ReactElement;
}) {
  const { content, side = "top", isDisabled = false, children } = props;
  if (isDisabled || !isValidElement<Handlers>(children)) return children;
  const own = children.props;
  const tip = tipHandlers({ content, side, isCard: false });
  return cloneElement(children, {
    onPointerEnter: joined(own.onPointerEnter, tip.onPointerEnter),
    onPointerLeave: joined(own.onPointerLeave, tip.onPointerLeave),
    onFocus: joined(own.onFocus, tip.onFocus),
    onBlur: joined(own.onBlur, tip.onBlur),
    onClick: joined(own.onClick, hideTip),
  });
}

type Handlers = Pick<HTMLAttributes<HTMLElement>, keyof ReturnType<typeof tipHandlers> | "onClick">;

function joined<E>(own: ((event: E) => void) | undefined, added: (event: E) => void): (event: E) => void {
  return (event) => {
    own?.(event);
    added(event);
  };
}
