import { describe, expect, it } from "vitest";
import { findJump } from "./jump.ts";

describe("findJump", () => {
  const id = "dlv_01jd3k5v8efm4r9tzy2q6w7xab";

  it("finds an id inside whatever was pasted", () => {
    const place = { id, label: "delivery", href: `/t/acme/production/deliveries/${id}` };
    expect(findJump("/t/acme/production", id)).toEqual(place);
    expect(findJump("/t/acme/production", `"deliveryId":"${id}", level=error`)).toEqual(place);
  });

  it("knows nothing of words, half ids and ids without a page", () => {
    for (const text of ["", "endpoints", id.slice(0, -1), id.replace("dlv", "att"), "dlv_../../admin"]) {
      expect(findJump("/t/acme/production", text)).toBeNull();
    }
  });
});
