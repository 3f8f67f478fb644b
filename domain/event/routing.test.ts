import { expect, test } from "vitest";
import { idFloor } from "#domain/id.ts";
import { type RoutedDelivery, type RoutedEndpoint, routingOf } from "./get.ts";

const event = { id: idFloor(new Date("2026-05-05T12:00:00Z")), type: "order.paid" };
const earlier = idFloor(new Date("2026-05-05T11:59:59Z"));
const later = idFloor(new Date("2026-05-05T12:00:01Z"));
const plain: RoutedEndpoint = { id: earlier, eventTypes: null, status: "active", verificationStatus: "unverified" };
const waiting: RoutedDelivery = { status: "pending", attemptCount: 0 };
const retrying: RoutedDelivery = { status: "retrying", attemptCount: 2 };
const succeeded: RoutedDelivery = { status: "succeeded", attemptCount: 1 };
const dropped: RoutedDelivery = { status: "cancelled", attemptCount: 0 };

type Case = [string, Partial<RoutedEndpoint>, RoutedDelivery[], boolean, boolean, string];

test.each<Case>([
  ["about to go out", {}, [waiting], false, true, "matched"],
  ["delivered", {}, [succeeded], false, true, "matched"],
  ["delivered before a pause", { status: "paused" }, [succeeded], false, true, "matched"],
  ["delivered before a delete", { status: "inactive" }, [succeeded], false, true, "matched"],
  ["waiting at a paused endpoint", { status: "paused" }, [waiting], false, false, "paused"],
  ["waiting at a suspended endpoint", { status: "suspended" }, [waiting], false, false, "suspended"],
  ["tried before the pause", { status: "paused" }, [retrying], false, true, "paused"],
  ["held until verified", {}, [waiting], true, false, "unverified"],
  ["verified", { verificationStatus: "verified" }, [waiting], true, true, "matched"],
  ["unverified, which the app does not mind", {}, [waiting], false, true, "matched"],
  ["cancelled by a delete before its turn", { status: "inactive" }, [dropped], false, false, "inactive"],
  ["cancelled after a try", { status: "inactive" }, [{ status: "cancelled", attemptCount: 3 }], false, true, "matched"],
  ["created later", { id: later }, [], false, false, "created_later"],
  ["created later for other types", { id: later, eventTypes: ["x"] }, [], false, false, "created_later"],
  [
    "subscribed to others",
    { eventTypes: ["order", "order.paid.*", "user.*"] },
    [],
    false,
    false,
    "type_not_subscribed",
  ],
  ["subscribed after the event", { eventTypes: ["order.*"] }, [], false, false, "type_not_subscribed"],
  ["deleted before the event", { status: "inactive" }, [], false, false, "inactive"],
])("an endpoint %s", (_, facts, deliveries, requireVerification, sent, reason) => {
  const endpoint = { ...plain, ...facts };
  expect(routingOf(event, endpoint, { deliveries, requireVerification })).toEqual({ sent, reason });
});
