"use client";

import { usePathname } from "next/navigation";
import { shortenId } from "#components/format/short-id.ts";
import { Breadcrumb } from "#components/ui/breadcrumb.tsx";
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

function segmentLabel(part: string) {
  if (part.includes("_")) return shortenId(part);
  return /^[a-z-]+$/.test(part) ? part.charAt(0).toUpperCase() + part.slice(1).replaceAll("-", " ") : part;
}
