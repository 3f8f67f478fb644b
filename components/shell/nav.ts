/** The places of an app's dashboard, in rail order. `shortcut` is pressed after `g`. */
export const NAV = [
  { key: "overview", label: "Overview", path: "overview", shortcut: "o", group: "traffic" },
  { key: "endpoints", label: "Endpoints", path: "endpoints", shortcut: "e", group: "traffic" },
  { key: "deliveries", label: "Deliveries", path: "deliveries", shortcut: "d", group: "traffic" },
  { key: "events", label: "Events", path: "events", shortcut: "v", group: "traffic" },
  { key: "event-types", label: "Event types", path: "event-types", shortcut: "t", group: "traffic" },
  { key: "sources", label: "Sources", path: "sources", shortcut: "s", group: "traffic" },
  { key: "audit", label: "Audit log", path: "audit", shortcut: "a", group: "manage" },
  { key: "api-keys", label: "API keys", path: "api-keys", shortcut: "k", group: "manage" },
  { key: "members", label: "Members", path: "members", shortcut: "m", group: "manage" },
  { key: "settings", label: "Settings", path: "settings", shortcut: "c", group: "manage" },
  { key: "wall", label: "Wall", path: "wall", shortcut: "w", group: "manage" },
] as const;

export type NavKey = (typeof NAV)[number]["key"];
export type NavItem = {
  key: NavKey;
  label: string;
  href: string;
  shortcut: string;
  group: "traffic" | "manage";
  /** Quiet figure at the right: failing endpoints, say. */
  count?: number;
};

/** An extra line of the palette: "Create endpoint". */
export type Command = { label: string; href: string; keywords?: string };

/** The rail's items under `basePath` (`/t/acme/production`), only those whose pages exist. */
export function navItems(basePath: string, keys: readonly NavKey[]): NavItem[] {
  return NAV.filter((item) => keys.includes(item.key)).map(({ path, ...item }) => ({
    ...item,
    href: `${basePath}/${path}`,
  }));
}
