import { defineConfig } from "@playwright/test";
import { chromiumFlags, findChromium } from "#harness/chromium.ts";

// Kept for the workers, which read this file again.
process.env.PLAYWRIGHT_CHROMIUM ??= findChromium() ?? "";

export default defineConfig({
  testDir: "e2e",
  globalSetup: "./harness/e2e-setup.ts",
  outputDir: "test-results",
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  // Patience, not speed: what takes this long on a busy machine is not broken, and what is broken never comes.
  timeout: 360_000,
  expect: { timeout: 45_000 },
  // A run that hangs ends and says where, instead of being cut off from outside.
  globalTimeout: 45 * 60_000,
  reporter: [["list"]],
  use: {
    // Set by the global setup, which runs before the workers read this.
    baseURL: process.env.E2E_BASE_URL ?? "http://localhost",
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    launchOptions: { executablePath: process.env.PLAYWRIGHT_CHROMIUM, args: chromiumFlags },
  },
  projects: [{ name: "chromium", use: { browserName: "chromium", viewport: { width: 1280, height: 800 } } }],
});
