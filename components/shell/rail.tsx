"use client";

import { clsx } from "clsx";
import { Menu as MenuIcon, PanelLeft } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useState } from "react";
import { Drawer } from "#components/popup/popup.tsx";
import { Tooltip } from "#components/popup/tooltip.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { NavIcon, type NavItem } from "./nav.tsx";
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

/** The places of the app, the current one marked. Collapsed it shows icons, with their words on hover. */
function NavList(props: { items: readonly NavItem[]; isCollapsed?: boolean; onNavigate?: () => void }) {
  const pathname = usePathname();
  const groups = [
    props.items.filter((item) => item.group === "traffic"),
    props.items.filter((item) => item.group === "manage"),
  ].filter((group) => group.length > 0);
  return (
    <nav aria-label="Main" className="grid content-start gap-3 overflow-y-auto px-2 py-2">
      {groups.map((group) => (
        <ul key={group[0]?.group} className="grid gap-px not-first:border-line not-first:border-t not-first:pt-3">
          {group.map((item) => (
            <li key={item.key}>
              <NavLink
                item={item}
                isCurrent={pathname === item.href || pathname.startsWith(`${item.href}/`)}
                isCollapsed={props.isCollapsed ?? false}
                onNavigate={props.onNavigate}
              />
            </li>
          ))}
        </ul>
      ))}
    </nav>
  );
}

function NavLink(props: {
  item: NavItem;
  isCurrent: boolean;
  isCollapsed: boolean;
  onNavigate: (() => void) | undefined;
}) {
  const { item, isCurrent, isCollapsed, onNavigate } = props;
  return (
    <Tooltip content={item.label} side="right" isDisabled={!isCollapsed}>
      <Link
        href={item.href}
        aria-current={isCurrent ? "page" : undefined}
        onClick={onNavigate}
        className={clsx(
          "flex h-8 items-center gap-2.5 rounded-md text-ink-muted text-sm transition-colors hover:bg-hover hover:text-ink max-lg:h-9",
          "aria-[current]:bg-hover aria-[current]:font-medium aria-[current]:text-ink",
          isCollapsed ? "justify-center" : "px-2",
        )}
      >
        <NavIcon name={item.key} />
        <span className={isCollapsed ? "sr-only" : "min-w-0 flex-1 truncate"}>{item.label}</span>
      </Link>
    </Tooltip>
  );
}
