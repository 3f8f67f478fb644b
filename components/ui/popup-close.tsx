"use client";

import { cloneElement, createContext, isValidElement, type ReactElement, useContext } from "react";

/** Closes the popup around it. */
export const PopupCloser = createContext<() => void>(() => {});

/** Gives the button inside the closing of the popup around it, after what it does by itself. */
export function PopupClose({ children }: { children: ReactElement }) {
  const close = useContext(PopupCloser);
  if (!isValidElement<{ onClick?: (event: unknown) => void }>(children)) return children;
  const { onClick } = children.props;
  return cloneElement(children, {
    onClick: (event) => {
      onClick?.(event);
      close();
    },
  });
}
