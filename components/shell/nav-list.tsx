import { clsx } from "clsx";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { Tooltip } from "#components/popup/tooltip.tsx";
import { NavIcon, type NavItem } from "./nav.tsx";

/** The places of the app, the current one marked. Collapsed it shows icons, with their words on hover. */
export function NavList(props: { items: readonly NavItem[]; isCollapsed?: boolean; onNavigate?: () => void }) {
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
