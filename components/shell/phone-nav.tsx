"use client";

import { Menu as MenuIcon } from "lucide-react";
import { useState } from "react";
import { Drawer } from "#components/popup/popup.tsx";
import type { NavItem } from "./nav.tsx";
import { NavList } from "./nav-list.tsx";
import { Switcher, type SwitcherProps } from "./switcher.tsx";
import { UserMenu, type UserMenuProps } from "./user-menu.tsx";

/** The rail as a drawer, for phones and tablets. */
export function PhoneNav(props: SwitcherProps & UserMenuProps & { nav: readonly NavItem[] }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <div className="lg:hidden">
      <Drawer
        side="left"
        size="sm"
        title="Posthouse"
        open={isOpen}
        onOpenChange={setIsOpen}
        trigger={{ label: "Open the navigation", icon: <MenuIcon /> }}
        footer={<UserMenu user={props.user} signOut={props.signOut} />}
      >
        <div className="flex p-2 pb-0">
          <Switcher {...props} />
        </div>
        <NavList items={props.nav} onNavigate={() => setIsOpen(false)} />
      </Drawer>
    </div>
  );
}
