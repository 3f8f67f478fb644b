import { expect, test } from "vitest";
import { JOB_FILTERS } from "#components/replay/job-filter.ts";
import { filterPhrases } from "./filter-phrases.ts";

const ENDPOINT = "ep_01k30dwvhdexv8a3t4v2bmcz1q";
const told = { known: { endpointId: new Map([[ENDPOINT, "Warehouse"]]) }, timeZone: "UTC" };

test.each([
  [{ status: ["failed", "dead_letter"] }, "Failed or dead letter"],
  [{ status: ["failed"], eventType: ["order.paid", "Order.lost"] }, "Failed, order.paid or Order.lost"],
  [{ status: ["failed"], endpointId: ENDPOINT, responseCode: 503 }, "Failed, to Warehouse, answered 503"],
  [{ error: "timeout", after: "2025-11-21T12:00:00Z" }, "Timed out, since 21 Nov 12:00"],
  [
    { status: ["failed"], trigger: "test", eventId: "evt_01k30dwvhdexv8a3t4v2bmcz1q" },
    "Failed, made by test, of the event evt_01k3…bmcz1q",
  ],
  [{ after: "2025-11-21T12:00:00Z", before: "2025-11-21T13:00:00Z", error: null }, "21 Nov 12:00 – 13:00"],
])("%o reads as %s", (values, words) => expect(filterPhrases(JOB_FILTERS, values, told).join(", ")).toBe(words));
