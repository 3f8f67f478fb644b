import { expect, test } from "vitest";
import { inOrderOfInterest, routingWords } from "./routing-words.ts";

test.each([
  ["matched", true, "It subscribes to order.paid."],
  ["type_not_subscribed", false, "It does not subscribe to order.paid."],
  ["created_later", false, "It was created after this event came in."],
  ["inactive", false, "It was deleted."],
  ["paused", false, "It is paused. The delivery waits until someone resumes it."],
  ["paused", true, "It is paused. It was tried before; the rest waits until someone resumes it."],
  ["suspended", false, "Posthouse suspended it. The delivery waits until someone resumes it."],
  ["unverified", false, "It is not verified yet. The delivery waits until it is."],
] as const)("%s, sent %s", (reason, sent, words) => expect(routingWords({ reason, sent }, "order.paid")).toBe(words));

test("who got it comes first, who was not meant last", () => {
  const routing = [
    { endpointId: "ep_1", sent: false, reason: "type_not_subscribed" },
    { endpointId: "ep_2", sent: false, reason: "paused" },
    { endpointId: "ep_3", sent: true, reason: "matched" },
  ] as const;
  expect(inOrderOfInterest(routing).map(({ endpointId }) => endpointId)).toEqual(["ep_3", "ep_2", "ep_1"]);
});
