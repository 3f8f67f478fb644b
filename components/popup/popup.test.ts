import type { JSX } from "react";
import { expectTypeOf, test } from "vitest";
import type { TriggerProps } from "./popup.tsx";

test("a trigger is data: an element, which may come late from the server, does not compile", () => {
  expectTypeOf<JSX.Element>().not.toExtend<TriggerProps>();
});
