import { clsx } from "clsx";
import { ChevronsUpDown } from "lucide-react";
import { Menu, MenuGroup, MenuLink, MenuSeparator, type TriggerProps } from "#components/popup/popup.tsx";
import { Mark } from "#components/ui/mark.tsx";

/** A tenant or app to go to; `href` is where its dashboard starts. */
export type Place = { slug: string; name: string; href: string };

export type SwitcherProps = { tenant: Place; app: Place; tenants: readonly Place[]; apps: readonly Place[] };

/** Says where one is, and goes to another app or tenant. */
export function Switcher(props: SwitcherProps & { isCollapsed?: boolean }) {
  const { tenant, app, tenants, apps, isCollapsed = false } = props;
  const trigger: TriggerProps = {
    variant: "bare",
    "aria-label": `${tenant.name}, ${app.name}. Switch app or tenant`,
    className: clsx(
      "flex h-9 min-w-0 flex-1 items-center gap-2 rounded-md px-2 text-left transition-colors hover:bg-hover data-popup-open:bg-hover",
      isCollapsed && "justify-center",
    ),
    children: (
      <>
        <Mark size={18} className="shrink-0 text-accent" />
        {isCollapsed ? null : (
          <>
            <span className="grid min-w-0 flex-1 leading-tight">
              <span className="truncate font-medium text-sm">{tenant.name}</span>
              <span className="truncate text-ink-faint text-xs">{app.name}</span>
            </span>
            <ChevronsUpDown aria-hidden="true" className="size-3.5 shrink-0 text-ink-faint" />
          </>
        )}
      </>
    ),
  };
  return (
    <Menu trigger={trigger} className="w-56">
      <MenuGroup label={`Apps of ${tenant.name}`}>
        {apps.map((place) => (
          <MenuLink key={place.slug} href={place.href} isCurrent={place.slug === app.slug}>
            {place.name}
          </MenuLink>
        ))}
      </MenuGroup>
      {tenants.length > 1 ? (
        <>
          <MenuSeparator />
          <MenuGroup label="Tenants">
            {tenants.map((place) => (
              <MenuLink key={place.slug} href={place.href} isCurrent={place.slug === tenant.slug}>
                {place.name}
              </MenuLink>
            ))}
          </MenuGroup>
        </>
      ) : null}
    </Menu>
  );
}
