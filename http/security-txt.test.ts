import { expect, test } from "vitest";
import { loadConfig } from "#domain/config.ts";
import { securityTxt } from "./security-txt.ts";

const PUBLIC_URL = "https://posthouse.example.com";
const fields = (text: string) =>
  Object.fromEntries(
    text
      .trim()
      .split("\n")
      .map((line) => line.split(/: (.*)/)),
  );

test.each(["2026-01-01T00:00:00Z", "2028-02-29T23:59:59.999Z", "2041-07-14T12:00:00Z"])(
  "expires in at most a year and not soon, whenever it is asked for: %s",
  (asked) => {
    const { Expires } = fields(securityTxt(loadConfig({ PUBLIC_URL }), new Date(asked)));
    const days = (Date.parse(Expires ?? "") - Date.parse(asked)) / 86_400_000;
    expect(days).toBeGreaterThan(90);
    expect(days).toBeLessThan(365);
  },
);

test("names whom the operator named, else the mailbox that a domain keeps for it", () => {
  const named = loadConfig({ PUBLIC_URL, SECURITY_CONTACT: "https://example.com/security" });
  expect(fields(securityTxt(named, new Date()))).toMatchObject({ Contact: "https://example.com/security" });
  expect(fields(securityTxt(loadConfig({ PUBLIC_URL }), new Date()))).toMatchObject({
    Contact: "mailto:security@posthouse.example.com",
    Canonical: "https://posthouse.example.com/.well-known/security.txt",
  });
});

test.each(["security@example.com", "http://example.com/", "mailto:a@b.example\nContact: mailto:x@y.example"])(
  "a contact that is no address of the kinds that RFC 9116 takes stops the start: %j",
  (SECURITY_CONTACT) => {
    expect(() => loadConfig({ PUBLIC_URL, SECURITY_CONTACT })).toThrow("SECURITY_CONTACT must start with");
  },
);
