import Link from "next/link";
import { TAB_CLASS, TAB_LIST_CLASS } from "./tabs.tsx";

/** Tabs that are places: each has its URL, the current one is marked. */
export function TabLinks(props: {
  label: string;
  links: readonly { href: string; label: string; count?: number }[];
  currentHref: string;
}) {
  return (
    <nav aria-label={props.label} className={TAB_LIST_CLASS}>
      {props.links.map((link) => (
        <Link
          key={link.href}
          href={link.href}
          aria-current={link.href === props.currentHref ? "page" : undefined}
          data-active={link.href === props.currentHref ? "" : undefined}
          className={TAB_CLASS}
        >
          {link.label}
          {link.count === undefined ? null : <span className="text-ink-faint tabular-nums">{link.count}</span>}
        </Link>
      ))}
    </nav>
  );
}
