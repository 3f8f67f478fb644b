import type { BrowserContext } from "@playwright/test";

/**
 * What the browser complains about while a context lives: breaches of the content security policy, hydration that does
 * not fit, exceptions nobody caught. Refusals (4xx) are not among them, nor what a test says it provokes.
 */
export function watchForFaults(context: BrowserContext, provoked: RegExp | null = null): readonly string[] {
  const faults: string[] = [];
  context.on("console", (message) => {
    if (message.type() !== "error" || refusedResource.test(message.text())) return;
    if (provoked?.test(message.text())) return;
    faults.push(`${message.page()?.url()}: ${message.text()}`);
  });
  context.on("weberror", (fault) => {
    faults.push(`${fault.page()?.url()}: ${fault.error().stack ?? fault.error().message}`);
  });
  return faults;
}

const refusedResource = /^Failed to load resource: the server responded with a status of 4\d\d/;
