import type { Page } from "@playwright/test";

/** A page that nothing is pressed on before React has taken over what the server drew: until then keys are lost. */
export function waitingForHydration(page: Page): Page {
  const { goto, reload } = page;
  page.goto = async (...request) => {
    const response = await goto.apply(page, request);
    await hydrated(page);
    return response;
  };
  page.reload = async (...request) => {
    const response = await reload.apply(page, request);
    await hydrated(page);
    return response;
  };
  return page;
}

const HYDRATED_WITHIN_MS = 20_000;

/** Gives up without a word where something is not React's: the test then says what is missing. */
async function hydrated(page: Page): Promise<void> {
  const isReacts = () =>
    [...document.querySelectorAll("button, input:not([type=hidden]), table")].every((element) =>
      Object.keys(element).some((key) => key.startsWith("__reactFiber$")),
    );
  await page.waitForFunction(isReacts, undefined, { timeout: HYDRATED_WITHIN_MS }).catch(() => undefined);
}
