import { expect, test } from "vitest";
import { idFloor } from "./id.ts";
import { idTime } from "./id-time.ts";
import { newId } from "./new-id.ts";

test("finds the moment that an id was made at", () => {
  const at = new Date("2031-05-06T07:08:09.123Z");
  expect(idTime(newId(at.getTime()))).toEqual(at);
  expect(idTime(idFloor(at))).toEqual(at);
});
