/** Bodies as people would send them, by operation. The others' examples are made from what their schema requires. */
export const EXAMPLE_BODIES: Record<string, unknown> = {
  "app.create": { slug: "sandbox", name: "Sandbox" },
  "app.update": { requireKnownEventTypes: true },
  "api_key.create": { name: "Shop", permissions: ["send_events"] },
  "delivery.replay": { force: true },
  "endpoint.create": { url: "https://hooks.example.com/posthouse", name: "Orders", eventTypes: ["order.*"] },
  "endpoint.update": { status: "paused" },
  "endpoint.rotate_secret": { graceSeconds: 86_400 },
  "endpoint.test": { eventType: "order.paid" },
  "event.accept": { type: "order.paid", orderId: 42 },
  "event_type.create": {
    name: "order.paid",
    description: "An order was paid in full",
    example: { type: "order.paid", orderId: 42 },
  },
  "event_type.import": {
    eventTypes: [{ name: "order.paid", description: "An order was paid in full" }, { name: "order.shipped" }],
  },
  "event_type.update": { description: "An order was paid in full" },
  "member.create": { email: "ada@example.com", role: "operator" },
  "member.update": { role: "admin" },
  "source.create": { name: "GitHub", verification: { kind: "github" } },
  "source.update": { active: false },
  "source.rotate": { graceSeconds: 86_400 },
  "replay.create": { filter: { status: ["dead_letter"] }, ratePerSecond: 50 },
};
