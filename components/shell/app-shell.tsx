import type { ReactNode } from "react";
import { Badge } from "#components/ui/badge.tsx";
import { CommandBar } from "./command-bar.tsx";
import type { Command, NavItem } from "./nav.tsx";
import { PhoneNav, Rail } from "./rail.tsx";
import { SkipLink } from "./skip-link.tsx";
import { SupportBanner, type SupportMode } from "./support-banner.tsx";
import type { SwitcherProps } from "./switcher.tsx";
import { Trail } from "./trail.tsx";
import type { UserMenuProps } from "./user-menu.tsx";

type AppShellProps = SwitcherProps &
  UserMenuProps & {
    /** `/t/{tenant}/{app}`, without a slash at the end. */
    basePath: string;
    nav: readonly NavItem[];
    commands?: readonly Command[];
    support?: SupportMode | null;
    /** What the cookie `RAIL_COOKIE` says. */
    isRailNarrow?: boolean;
    children: ReactNode;
  };

/** The frame around every page of an app: rail, header, content. It is given everything and fetches nothing. */
export function AppShell(props: AppShellProps) {
  const { children, basePath, nav, commands = [], support = null, isRailNarrow = false, ...who } = props;
  return (
    <div className="flex min-h-dvh lg:[--sticky-top:3rem]">
      <SkipLink />
      <Rail {...who} nav={nav} startsCollapsed={isRailNarrow} />
      <div className="min-w-0 flex-1">
        <header className="sticky top-0 z-20 flex h-12 items-center gap-2 border-line border-b bg-paper px-4 max-lg:px-2 print:hidden">
          <PhoneNav {...who} nav={nav} />
          <Trail items={nav} />
          <div className="ml-auto flex items-center gap-2">
            <AppBadge name={who.app.name} isProduction={who.app.slug === "production"} />
            <CommandBar basePath={basePath} items={nav} commands={commands} />
          </div>
        </header>
        {support === null ? null : <SupportBanner {...support} />}
        <main id="main" tabIndex={-1} className="px-4 py-5 outline-none sm:px-6 print:p-0">
          {children}
        </main>
      </div>
    </div>
  );
}

/** Production is quiet; every other app is tinted, so that nobody takes the one for the other. */
function AppBadge({ name, isProduction }: { name: string; isProduction: boolean }) {
  return (
    <Badge tone={isProduction ? "neutral" : "warn"} className="max-sm:hidden">
      {name}
    </Badge>
  );
}
