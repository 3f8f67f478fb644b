import {
  Gauge,
  Inbox,
  KeyRound,
  type LucideIcon,
  Presentation,
  ScrollText,
  Send,
  Settings,
  Shapes,
  Users,
  Waypoints,
  Webhook,
} from "lucide-react";

type Place = { key: string; label: string; shortcut: string; group: "traffic" | "manage"; icon: LucideIcon };

/** The places of an app's dashboard, in rail order; `key` is the page's folder, `shortcut` is pressed after `g`. */
const NAV = [
  { key: "overview", label: "Overview", shortcut: "o", group: "traffic", icon: Gauge },
  { key: "endpoints", label: "Endpoints", shortcut: "e", group: "traffic", icon: Webhook },
  { key: "deliveries", label: "Deliveries", shortcut: "d", group: "traffic", icon: Send },
  { key: "events", label: "Events", shortcut: "v", group: "traffic", icon: Inbox },
  { key: "event-types", label: "Event types", shortcut: "t", group: "traffic", icon: Shapes },
  { key: "sources", label: "Sources", shortcut: "s", group: "traffic", icon: Waypoints },
  { key: "audit", label: "Audit log", shortcut: "a", group: "manage", icon: ScrollText },
  { key: "api-keys", label: "API keys", shortcut: "k", group: "manage", icon: KeyRound },
  { key: "members", label: "Members", shortcut: "m", group: "manage", icon: Users },
  { key: "settings", label: "Settings", shortcut: "c", group: "manage", icon: Settings },
  { key: "wall", label: "Wall", shortcut: "w", group: "manage", icon: Presentation },
] as const satisfies readonly Place[];

type NavKey = (typeof NAV)[number]["key"];
export type NavItem = {
  key: NavKey;
  label: string;
  href: string;
  shortcut: string;
  group: "traffic" | "manage";
};

/** An extra line of the palette: "Create endpoint". */
export type Command = { label: string; href: string; keywords?: string };

/** The rail's items under `basePath` (`/t/acme/production`). */
export function navItems(basePath: string): NavItem[] {
  return NAV.map(({ icon: _, ...item }) => ({ ...item, href: `${basePath}/${item.key}` }));
}

/** The picture of a place in the rail; its word always stands beside it or in its tooltip. */
export function NavIcon({ name }: { name: NavKey }) {
  const Icon = NAV.find(({ key }) => key === name)?.icon ?? Gauge;
  return <Icon aria-hidden="true" className="size-4 shrink-0" />;
}
