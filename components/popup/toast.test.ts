import { expect, test } from "vitest";
import { hasToast, onFirstToast, openToastPlace, toast } from "./toast.tsx";

test("toasts wait for their place, come in order, and none is lost while it is closed", () => {
  const shown: string[] = [];
  let calls = 0;
  const stop = onFirstToast(() => {
    calls += 1;
  });
  expect(hasToast()).toBe(false);
  toast.success("one");
  toast.error("two", { description: "why" });
  expect([hasToast(), calls, shown]).toEqual([true, 2, []]);
  const close = openToastPlace(({ kind, title, description }) => shown.push(`${kind} ${title} ${description ?? ""}`));
  toast.success("three");
  expect(shown).toEqual(["success one ", "error two why", "success three "]);
  close();
  toast.success("four");
  expect(shown).toHaveLength(3);
  openToastPlace(({ title }) => shown.push(title));
  expect(shown.at(-1)).toBe("four");
  stop();
});
