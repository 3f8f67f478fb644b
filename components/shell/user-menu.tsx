import { clsx } from "clsx";
import { LifeBuoy, LogOut } from "lucide-react";
import { useTransition } from "react";
import { Menu, MenuItem, MenuLink, MenuSeparator, type TriggerProps } from "#components/popup/popup.tsx";
import { ThemeChoice } from "./theme-menu.tsx";

type ShellUser = { name: string; email: string; isStaff: boolean };
export type UserMenuProps = { user: ShellUser; signOut: () => Promise<void> };

/** Who is signed in, the theme, and the way out. */
export function UserMenu({ user, signOut, isCollapsed = false }: UserMenuProps & { isCollapsed?: boolean }) {
  const [isLeaving, startLeaving] = useTransition();
  const trigger: TriggerProps = {
    variant: "bare",
    "aria-label": `Account of ${user.name}`,
    className: clsx(
      "flex h-8 min-w-0 items-center gap-2 rounded-md px-1 text-left transition-colors hover:bg-hover data-popup-open:bg-hover",
      !isCollapsed && "flex-1",
    ),
    children: (
      <>
        <span
          aria-hidden="true"
          className="grid size-6 shrink-0 place-items-center rounded-full border border-line-strong bg-sunken font-medium text-2xs text-ink-muted"
        >
          {initials(user.name)}
        </span>
        {isCollapsed ? null : <span className="truncate text-ink-muted text-sm">{user.name}</span>}
      </>
    ),
  };
  return (
    <Menu trigger={trigger} side="top" className="w-56">
      <div className="grid px-2 py-1.5">
        <span className="truncate font-medium text-sm">{user.name}</span>
        <span className="truncate text-ink-faint text-xs">{user.email}</span>
      </div>
      <MenuSeparator />
      {user.isStaff ? (
        <>
          <MenuLink href="/support" icon={<LifeBuoy />}>
            Support
          </MenuLink>
          <MenuSeparator />
        </>
      ) : null}
      <ThemeChoice />
      <MenuSeparator />
      <MenuItem icon={<LogOut />} isDisabled={isLeaving} onSelect={() => startLeaving(signOut)}>
        Sign out
      </MenuItem>
    </Menu>
  );
}

function initials(name: string) {
  const words = name.split(/\s+/).filter((word) => word !== "");
  const letters = [words.at(0), words.length > 1 ? words.at(-1) : undefined].map((word) => word?.at(0) ?? "");
  return letters.join("").toUpperCase();
}
