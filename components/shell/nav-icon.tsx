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
import type { NavKey } from "./nav.ts";

/** The picture of a place in the rail; its word always stands beside it or in its tooltip. */
export function NavIcon({ name }: { name: NavKey }) {
  const Icon = ICONS[name];
  return <Icon aria-hidden="true" className="size-4 shrink-0" />;
}

const ICONS: Record<NavKey, LucideIcon> = {
  overview: Gauge,
  endpoints: Webhook,
  deliveries: Send,
  events: Inbox,
  "event-types": Shapes,
  sources: Waypoints,
  audit: ScrollText,
  "api-keys": KeyRound,
  members: Users,
  settings: Settings,
  wall: Presentation,
};
