import { expect, test } from "./test.ts";

/** By path: what kind of answer it is. */
const FILES = {
  "/robots.txt": /^text\/plain/,
  "/.well-known/security.txt": /^text\/plain; charset=utf-8$/,
  "/manifest.webmanifest": /^application\/manifest\+json/,
  "/icon.svg": /^image\/svg\+xml/,
  "/icon-192.png": /^image\/png/,
  "/icon-512.png": /^image\/png/,
  "/icon-maskable-512.png": /^image\/png/,
  "/apple-icon.png": /^image\/png/,
};

test("files for browsers, crawlers and finders of holes need no sign-in, and carry the security headers", async ({
  request,
}) => {
  for (const [path, type] of Object.entries(FILES)) {
    const answer = await request.get(path, { maxRedirects: 0 });
    expect(answer.status(), path).toBe(200);
    const headers = answer.headers();
    expect(headers["content-type"], path).toMatch(type);
    expect(headers["x-content-type-options"], path).toBe("nosniff");
    expect(headers["x-frame-options"], path).toBe("DENY");
    expect(headers["strict-transport-security"], path).toMatch(/^max-age=\d{8,}/);
    // A page's nonce and session are no business of a file's.
    expect(headers["content-security-policy"], path).toBeUndefined();
    expect(headers["set-cookie"], path).toBeUndefined();
  }
});

test("robots.txt keeps crawlers to the API's documentation and lets a shared link say for itself", async ({
  request,
}) => {
  const lines = (await (await request.get("/robots.txt")).text()).split("\n").filter((line) => !line.startsWith("#"));
  expect(lines.join("\n").trim()).toBe("User-agent: *\nAllow: /docs\nAllow: /evidence/\nAllow: /wall/\nDisallow: /");
  for (const path of ["/evidence/some-token", "/wall/some-token"]) {
    expect((await request.get(path)).headers()["x-robots-tag"], path).toBe("noindex, nofollow");
  }
  expect((await request.get("/docs")).headers()["x-robots-tag"]).toBeUndefined();
});

test("no page but the API's documentation is to be listed", async ({ page }) => {
  const robots = page.locator('meta[name="robots"]');
  await page.goto("/login");
  await expect(robots).toHaveAttribute("content", "noindex, nofollow");
  await page.goto("/docs");
  await expect(robots).toHaveAttribute("content", "index, follow");
});

test("security.txt names a contact, and for how long it is good", async ({ request, baseURL }) => {
  const text = await (await request.get("/.well-known/security.txt")).text();
  expect(text).toMatch(/^Contact: mailto:security@localhost$/m);
  expect(text).toMatch(new RegExp(`^Canonical: ${baseURL}/\\.well-known/security\\.txt$`, "m"));
  const expiresAt = Date.parse(/^Expires: (\S+)$/m.exec(text)?.[1] ?? "");
  expect(expiresAt).toBeGreaterThan(Date.now());
  expect(expiresAt).toBeLessThan(Date.now() + 365 * 86_400_000);
});

test("pages link the manifest, and its icons are what it says", async ({ page, request }) => {
  await page.goto("/login");
  const icons = page.locator('link[rel="icon"]');
  await expect(icons.and(page.locator('[type="image/svg+xml"]'))).toHaveCount(1);
  const link = await page.locator('link[rel="manifest"]').getAttribute("href");
  const touch = await page.locator('link[rel="apple-touch-icon"]').getAttribute("href");
  const manifest: { start_url: string; icons: { src: string; sizes: string; purpose?: string }[] } = await (
    await request.get(link ?? "")
  ).json();
  expect(manifest.icons.map(({ sizes, purpose }) => [sizes, purpose])).toEqual([
    ["192x192", undefined],
    ["512x512", undefined],
    ["512x512", "maskable"],
  ]);
  for (const { src, sizes } of [...manifest.icons, { src: touch ?? "", sizes: "180x180" }]) {
    const png = await (await request.get(src)).body();
    // PNG's first chunk: width and height.
    expect(`${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`, src).toBe(sizes);
    expect(png.length, src).toBeLessThan(16 * 1024);
  }
  await expect(page.goto(manifest.start_url).then((answer) => answer?.status())).resolves.toBe(200);
});
