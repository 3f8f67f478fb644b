import { expect, test } from "vitest";
import { countRefusals, selectedPlan } from "./selected-plan.ts";

test("chosen rows are parted by what the API would answer, oldest first", () => {
  const rows = [
    { id: "dlv_7", status: "cancelled" },
    { id: "dlv_6", status: "retrying" },
    { id: "dlv_5", status: "dead_letter" },
    { id: "dlv_4", status: "succeeded" },
    { id: "dlv_3", status: "sending" },
    { id: "dlv_2", status: "failed" },
    { id: "dlv_1", status: "pending" },
  ] as const;
  const { free, arrived, unfit } = selectedPlan(rows);
  expect(free.map(({ id }) => id)).toEqual(["dlv_2", "dlv_5"]);
  expect(arrived.map(({ id }) => id)).toEqual(["dlv_4"]);
  expect(unfit.map(({ id }) => id)).toEqual(["dlv_1", "dlv_3", "dlv_6", "dlv_7"]);
});

test("refusals are told once each, the most frequent first", () => {
  expect(countRefusals(["Gone.", "Expired.", "Gone."])).toEqual([
    ["Gone.", 2],
    ["Expired.", 1],
  ]);
});
