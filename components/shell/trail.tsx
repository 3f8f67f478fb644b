"use client";

import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { shortenId } from "#components/format/short-id.ts";
import type { NavItem } from "./nav.tsx";

/** Where one is, read from the URL: `Endpoints / ep_01jd…k7xq`. */
export function Trail({ items }: { items: readonly NavItem[] }) {
  const pathname = usePathname();
  const item = items.find(({ href }) => pathname === href || pathname.startsWith(`${href}/`));
  if (item === undefined) return null;
  const rest = pathname
    .slice(item.href.length)
    .split("/")
    .filter((part) => part !== "");
  const steps = rest.map((part, index) => ({
    label: segmentLabel(decodeURIComponent(part)),
    href: `${item.href}/${rest.slice(0, index + 1).join("/")}`,
  }));
  return <Breadcrumb steps={[{ label: item.label, href: item.href }, ...steps]} />;
}

/** The way to this page; the last step is the page itself. On phones only the last two show. */
function Breadcrumb({ steps }: { steps: readonly { label: string; href: string }[] }) {
  return (
    <nav aria-label="Breadcrumb" className="min-w-0">
      <ol className="flex min-w-0 items-center gap-1 text-sm">
        {steps.map((step, index) => (
          <li
            key={step.href}
            className={`flex min-w-0 items-center gap-1 ${index < steps.length - 2 ? "max-sm:hidden" : ""}`}
          >
            {index === 0 ? null : <ChevronRight aria-hidden="true" className="size-3.5 shrink-0 text-ink-faint" />}
            {index === steps.length - 1 ? (
              <span aria-current="page" className="truncate font-medium text-ink">
                {step.label}
              </span>
            ) : (
              <Link href={step.href} className="truncate rounded-sm text-ink-muted transition-colors hover:text-ink">
                {step.label}
              </Link>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}

function segmentLabel(part: string) {
  if (part.includes("_")) return shortenId(part);
  return /^[a-z-]+$/.test(part) ? part.charAt(0).toUpperCase() + part.slice(1).replaceAll("-", " ") : part;
}
