import { signIn } from "./sign-in.ts";
import { expect, test } from "./test.ts";

const EVERYWHERE = {
  "strict-transport-security": /^max-age=\d{8,}/,
  "x-content-type-options": /^nosniff$/,
  "x-frame-options": /^DENY$/,
  "referrer-policy": /^same-origin$/,
  "cross-origin-opener-policy": /^same-origin$/,
};

test("every kind of answer carries the headers that browsers keep to", async ({ page, context, tenant }) => {
  await signIn(page, tenant.admin, tenant.path("endpoints"));
  const script = await page.locator("script[src]").first().getAttribute("src");
  const answers = ["/login", "/docs", "/nowhere", "/api/v1/endpoints", "/api/v1/nowhere", "/healthz", script ?? ""];
  for (const path of [...answers, tenant.path("endpoints"), tenant.path("nowhere")]) {
    const headers = (await context.request.get(path)).headers();
    for (const [name, pattern] of Object.entries(EVERYWHERE)) {
      expect(headers[name], `${name} of ${path}`).toMatch(pattern);
    }
    expect(headers["x-powered-by"], path).toBeUndefined();
  }
});

test("a page's policy lets only its own scripts run, under a nonce of its own, and nobody frame it", async ({
  request,
}) => {
  const policies = await Promise.all(
    ["/login", "/login"].map(async (path) => (await request.get(path)).headers()["content-security-policy"] ?? ""),
  );
  const nonces = policies.map((policy) => /script-src [^;]*'nonce-([^']{22,})'/.exec(policy)?.[1]);
  expect(new Set(nonces).size).toBe(2);
  expect(nonces).not.toContain(undefined);
  for (const policy of policies) {
    expect(/script-src ([^;]*)/.exec(policy)?.[1]).not.toContain("unsafe");
    expect(policy).toContain("frame-ancestors 'none'");
  }
});

test("a script that somebody slips into a page does not run", async ({ browser }) => {
  // In a context of its own: that the browser complains is what this is about.
  const stranger = await browser.newContext({ baseURL: process.env.E2E_BASE_URL ?? "" });
  const page = await stranger.newPage();
  const refused: string[] = [];
  page.on("console", (message) => refused.push(message.text()));
  await page.route("**/login", async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: (await answer.text()).replace("</body>", `${SLIPPED_IN}</body>`) });
  });
  await page.goto("/login");
  await expect(page.getByRole("heading", { name: "Sign in to Posthouse" })).toBeVisible();
  expect(await page.evaluate("window.slippedIn")).toBeUndefined();
  expect(refused.join()).toContain("Content Security Policy");
  await stranger.close();
});

const SLIPPED_IN = "<script>window.slippedIn = true</script>";
