"use client";

import { clsx } from "clsx";
import Link from "next/link";
import { usePathname } from "next/navigation";

/** The reference's pages, beside the page on wide screens and above it on narrow ones. */
export function DocsNav({ links }: { links: readonly { href: string; label: string }[] }) {
  const path = usePathname();
  return (
    <nav aria-label="API reference" className="lg:sticky lg:top-6 lg:self-start">
      <ul className="flex flex-wrap gap-x-1 gap-y-0.5 text-sm lg:grid">
        {links.map(({ href, label }) => (
          <li key={href}>
            <Link
              href={href}
              aria-current={href === path ? "page" : undefined}
              className={clsx(
                "block rounded-md px-2 py-1 transition-colors hover:bg-hover",
                href === path ? "bg-accent-soft font-medium text-accent" : "text-ink-muted",
              )}
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
