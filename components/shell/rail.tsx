"use client";

import { clsx } from "clsx";
import { PanelLeft } from "lucide-react";
import { useState } from "react";
import { IconButton } from "#components/ui/icon-button.tsx";
import type { NavItem } from "./nav.tsx";
import { NavList } from "./nav-list.tsx";
import { RAIL_COOKIE } from "./rail-cookie.ts";
import { Switcher, type SwitcherProps } from "./switcher.tsx";
import { UserMenu, type UserMenuProps } from "./user-menu.tsx";

type RailProps = SwitcherProps & UserMenuProps & { nav: readonly NavItem[]; startsCollapsed: boolean };

/** The left rail of wide screens. Remembers in a cookie whether it is narrow, so the server renders it so. */
export function Rail(props: RailProps) {
  const [isCollapsed, setIsCollapsed] = useState(props.startsCollapsed);
  const toggle = () => {
    setIsCollapsed(!isCollapsed);
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox and Safari.
    document.cookie = `${RAIL_COOKIE}=${isCollapsed ? "wide" : "narrow"}; path=/; max-age=31536000; samesite=lax`;
  };
  return (
    <aside
      className={clsx(
        "sticky top-0 hidden h-dvh shrink-0 grid-rows-[3rem_1fr_auto] border-line border-r bg-paper transition-[width] duration-150 lg:grid print:hidden",
        isCollapsed ? "w-14" : "w-56",
      )}
    >
      <div className="flex min-w-0 items-center border-line border-b px-2">
        <Switcher {...props} isCollapsed={isCollapsed} />
      </div>
      <NavList items={props.nav} isCollapsed={isCollapsed} />
      <div
        className={clsx("flex gap-1 border-line border-t p-2", isCollapsed ? "flex-col items-center" : "items-center")}
      >
        <UserMenu user={props.user} signOut={props.signOut} isCollapsed={isCollapsed} />
        <IconButton
          label={isCollapsed ? "Widen the navigation" : "Narrow the navigation"}
          aria-expanded={!isCollapsed}
          icon={<PanelLeft />}
          onClick={toggle}
        />
      </div>
    </aside>
  );
}
