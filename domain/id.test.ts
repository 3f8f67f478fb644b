import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatId, idFloor, idTime, isAnyId, isIdOf, parseAnyId, parseId, timeOfId } from "./id.ts";
import { newId } from "./new-id.ts";

describe("public ids", () => {
  test("match the TypeID specification's example", () => {
    expect(formatId("usr", "01890a5d-ac96-774b-bcce-b302099a8057")).toBe("usr_01h455vb4pex5vsknk084sn02q");
    expect(parseId("usr", "usr_01h455vb4pex5vsknk084sn02q")).toBe("01890a5d-ac96-774b-bcce-b302099a8057");
  });

  test("survive the way to the wire and back", () => {
    fc.assert(
      fc.property(fc.uuid(), (uuid) => {
        expect(parseId("ep", formatId("ep", uuid))).toBe(uuid);
        expect(isIdOf("ep", formatId("ep", uuid))).toBe(true);
      }),
    );
  });

  test.each([
    "",
    "ep_",
    "evt_01h455vb4pex5vsknk084sn02q",
    "ep_81h455vb4pex5vsknk084sn02q",
    "ep_01H455VB4PEX5VSKNK084SN02Q",
    "ep_01h455vb4pex5vsknk084sn02qq",
    "ep_01h455vb4pex5vsknk084sn02u",
  ])("refuse %j as an endpoint's id", (text) => {
    expect(parseId("ep", text)).toBeNull();
    expect(isIdOf("ep", text)).toBe(false);
  });

  test.each([0, 1, 1_763_712_000_123, 2 ** 47])("made at %i ms tell that moment", (at) => {
    const hex = at.toString(16).padStart(12, "0");
    const uuid = `${hex.slice(0, 8)}-${hex.slice(8)}-7fff-bfff-ffffffffffff`;
    expect(timeOfId(formatId("dlv", uuid))).toBe(at);
  });

  test("are recognised whatever their noun", () => {
    const uuid = newId();
    expect(parseAnyId(formatId("dlv", uuid))).toEqual({ prefix: "dlv", uuid });
    expect(isAnyId(formatId("dlv", uuid))).toBe(true);
    expect([parseAnyId("hello"), isAnyId("hello")]).toEqual([null, false]);
  });
});

describe("new ids", () => {
  test("increase strictly within and across milliseconds, even past 4,096 in one", () => {
    const now = Date.now();
    const ids = Array.from({ length: 10_000 }, (_, at) => newId(at < 9_000 ? now : now + 1));
    expect(ids).toEqual([...ids].sort());
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("lie above the floor of their moment and below that of a later one", () => {
    const at = new Date(Date.now() + 60_000);
    const id = newId(at.getTime());
    expect(id > idFloor(at)).toBe(true);
    expect(id < idFloor(new Date(at.getTime() + 1_000))).toBe(true);
  });
});

test("finds the moment that an id was made at", () => {
  const at = new Date("2031-05-06T07:08:09.123Z");
  expect(idTime(newId(at.getTime()))).toEqual(at);
  expect(idTime(idFloor(at))).toEqual(at);
});
