import { describe, expect, test } from "vitest";
import { DomainError } from "#domain/error.ts";
import { createGatherer, GATHER_MAX, WAITING_MAX } from "./gather.ts";

/** A store that keeps what it is given once it is let go. */
function storeBehindGate({ isOpen = true, refuses = [] as number[] } = {}) {
  const batches: number[][] = [];
  let letGo: () => void = () => undefined;
  const gate = isOpen ? Promise.resolve() : new Promise<void>((resolve) => (letGo = resolve));
  const store = async (items: readonly number[]) => {
    await gate;
    if (items.some((item) => refuses.includes(item))) throw new DomainError("state_forbids", "Not this one.");
    batches.push([...items]);
    return items.map((item) => item * 2);
  };
  return { store, batches, letGo: () => letGo() };
}

describe("items that arrive together", () => {
  test("share one transaction, and each gets its own result", async () => {
    const { store, batches } = storeBehindGate();
    const gatherer = createGatherer(store, () => 1);
    expect(await Promise.all([1, 2, 3].map(gatherer.add))).toEqual([2, 4, 6]);
    expect(batches).toEqual([[1, 2, 3]]);
  });

  test("are split into bounded batches", async () => {
    const { store, batches } = storeBehindGate();
    const gatherer = createGatherer(store, () => 1);
    await Promise.all(Array.from({ length: GATHER_MAX * 3 }, (_, at) => gatherer.add(at)));
    expect(Math.max(...batches.map(({ length }) => length))).toBeLessThanOrEqual(GATHER_MAX);
    expect(batches.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: GATHER_MAX * 3 }, (_, at) => at));
  });

  test("do not fail for one that is refused", async () => {
    const { store } = storeBehindGate({ refuses: [2] });
    const gatherer = createGatherer(store, () => 1);
    const [one, two, three] = await Promise.allSettled([1, 2, 3].map(gatherer.add));
    expect([one?.status, two?.status, three?.status]).toEqual(["fulfilled", "rejected", "fulfilled"]);
  });
});

test("nothing is answered before it is stored, and what does not fit is turned away", async () => {
  const { store, letGo } = storeBehindGate({ isOpen: false });
  const gatherer = createGatherer(store, () => 1);
  let answered = 0;
  const pending = Array.from({ length: WAITING_MAX + 2 * GATHER_MAX + 500 }, (_, at) =>
    gatherer.add(at).then(() => (answered += 1)),
  );
  const results = Promise.allSettled(pending);
  await expect(gatherer.add(-1)).rejects.toMatchObject({ code: "unavailable", retryAfterSeconds: 1 });
  expect(answered).toBe(0);
  letGo();
  const kept = (await results).filter(({ status }) => status === "fulfilled").length;
  expect(kept).toBe(answered);
  expect(kept).toBeGreaterThanOrEqual(WAITING_MAX);
});
