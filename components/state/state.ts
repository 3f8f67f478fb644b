import {
  ArrowUpRight,
  Ban,
  Check,
  CircleOff,
  CirclePause,
  Clock,
  HeartPulse,
  type LucideIcon,
  MailMinus,
  Moon,
  OctagonPause,
  OctagonX,
  RotateCw,
  TriangleAlert,
  X,
} from "lucide-react";
import type { DeliveryStatus } from "#domain/delivery/words.ts";
import type { EndpointStatus } from "#domain/endpoint/words.ts";
import type { HealthState } from "#domain/health/words.ts";
import type { Tone } from "./tone.ts";

export type DeliveryState = DeliveryStatus;
/** An active endpoint shows its health, any other its status. */
export type EndpointState = HealthState | Exclude<EndpointStatus, "active">;
export type State = DeliveryState | EndpointState;

/** The one state to show for an endpoint. */
export function endpointState(status: EndpointStatus, health: HealthState): EndpointState {
  return status === "active" ? health : status;
}

/** Every state the product shows: its word, an icon of its own shape, its colour, and what it means. */
export const STATES = {
  pending: { word: "Pending", icon: Clock, tone: "wait", meaning: "Waits for its first attempt." },
  sending: { word: "Sending", icon: ArrowUpRight, tone: "busy", meaning: "The request is under way." },
  retrying: { word: "Retrying", icon: RotateCw, tone: "warn", meaning: "An attempt failed; another is planned." },
  succeeded: { word: "Succeeded", icon: Check, tone: "ok", meaning: "The receiver answered 2xx." },
  failed: { word: "Failed", icon: X, tone: "bad", meaning: "Not worth retrying; no further attempt." },
  dead_letter: { word: "Dead letter", icon: MailMinus, tone: "dead", meaning: "Every attempt is spent." },
  cancelled: { word: "Cancelled", icon: Ban, tone: "off", meaning: "Called off before it was sent." },
  healthy: { word: "Healthy", icon: HeartPulse, tone: "ok", meaning: "Deliveries succeed." },
  degraded: { word: "Degraded", icon: TriangleAlert, tone: "warn", meaning: "Some deliveries fail." },
  failing: { word: "Failing", icon: OctagonX, tone: "bad", meaning: "Deliveries fail one after another." },
  idle: { word: "Idle", icon: Moon, tone: "off", meaning: "Nothing was sent lately." },
  paused: { word: "Paused", icon: CirclePause, tone: "wait", meaning: "Paused by hand; deliveries wait." },
  suspended: { word: "Suspended", icon: OctagonPause, tone: "dead", meaning: "Stopped by Posthouse; deliveries wait." },
  inactive: { word: "Inactive", icon: CircleOff, tone: "off", meaning: "Deleted; its history stays." },
} as const satisfies Record<State, { word: string; icon: LucideIcon; tone: Tone; meaning: string }>;

export function isState(value: string): value is State {
  return Object.hasOwn(STATES, value);
}

/** Some states with their words, for a list to choose from. */
export function stateWords<const Some extends State>(states: readonly Some[]): Readonly<Record<Some, string>> {
  return wordsOf(states.map((state) => [state, STATES[state].word] as const));
}

/** An object made of entries has just their keys, which its type in TypeScript has lost. */
function wordsOf<Some extends State>(entries: readonly (readonly [Some, string])[]): Readonly<Record<Some, string>> {
  return Object.fromEntries(entries) as Record<Some, string>;
}
