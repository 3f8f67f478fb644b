import { describe, expect, it } from "vitest";
import { findJump } from "./jump.ts";

describe("findJump", () => {
  const id = "dlv_01jd3k5v8efm4r9tzy2q6w7xab";

  it("finds an id inside whatever was pasted", () => {
    const place = { id, label: "delivery", href: `/t/acme/production/deliveries/${id}` };
    expect(findJump("/t/acme/production", id)).toEqual(place);
    expect(findJump("/t/acme/production", `"deliveryId":"${id}", level=error`)).toEqual(place);
  });

  it.each([
    ["att", "deliveries?q="],
    ["rpl", "deliveries?q="],
    ["key", "audit?actor="],
    ["usr", "audit?actor="],
    ["app", "audit?target="],
    ["src", "sources/"],
  ])("leads from %s_ to %s", (prefix, path) => {
    const other = id.replace("dlv", prefix);
    expect(findJump("/t/acme/production", other)?.href).toBe(`/t/acme/production/${path}${other}`);
  });

  it("knows nothing of words, half ids and other people's ids", () => {
    for (const text of ["", "endpoints", id.slice(0, -1), id.replace("dlv", "cus"), "dlv_../../admin"]) {
      expect(findJump("/t/acme/production", text)).toBeNull();
    }
  });
});
