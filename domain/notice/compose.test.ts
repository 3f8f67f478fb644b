import { describe, expect, test } from "vitest";
import { composeMail, type MailSubject } from "./send-mails.ts";

const failing: MailSubject = {
  kind: "endpoint.failing",
  facts: {
    percent: 50,
    consecutiveFailures: 12,
    failingSince: "2026-11-21T10:05:59.000Z",
    suspendsAt: "2026-11-26T10:05:59.000Z",
    lastResponseCode: 503,
  },
  endpoint: { name: "Billing", url: "https://hooks.example.com/in?token=abc" },
  appName: "Production",
  tenantName: "Acme",
  pageUrl: "https://posthouse.example/t/acme/production/endpoints/ep_1",
};
const gone: MailSubject = { ...failing, kind: "endpoint.suspended", facts: { reason: "gone" } };

describe("the mail", () => {
  test("of a warning says what is wrong, since when, what will happen and where to look", () => {
    const { subject, text } = composeMail(failing);
    expect(subject).toBe("[Posthouse] Billing keeps failing");
    expect(text).toBe(`The endpoint Billing has failed 12 times in a row since 2026-11-21 10:05 UTC.
The last time its receiver answered 503.

If nothing gets through, Posthouse suspends it on 2026-11-26 10:05 UTC; 50 % of the way is gone.
One success ends this. Events for a suspended endpoint are kept and wait until it is resumed.

Receiver: https://hooks.example.com/in?…
App: Production
Endpoint: https://posthouse.example/t/acme/production/endpoints/ep_1

-- 
You get this mail because you are an admin of Acme in Posthouse.
`);
  });

  test("of a suspension says why, and that nothing is lost", () => {
    const { subject, text } = composeMail(gone);
    expect(subject).toBe("[Posthouse] Billing is suspended");
    expect(text).toContain("answered 410, which means that it is gone for good");
    expect(text).toContain("Events for it are kept and wait.");
    const facts = { reason: "failing", consecutiveFailures: 10, failingSince: "2026-11-16T10:05:00.000Z" };
    expect(composeMail({ ...gone, facts }).text).toContain(
      "It had failed 10 times in a row since 2026-11-16 10:05 UTC.",
    );
  });

  test("says that there was no answer where there was none", () => {
    const facts = { ...Object(failing.facts), lastResponseCode: null };
    expect(composeMail({ ...failing, facts }).text).toContain("The last time its receiver gave no answer.");
  });

  test("calls an endpoint without a name by its host, and leaves credentials out", () => {
    const { subject, text } = composeMail({
      ...failing,
      endpoint: { name: "", url: "https://hooks.example.com/a?key=s3cret" },
    });
    expect(subject).toBe("[Posthouse] hooks.example.com keeps failing");
    expect(text).not.toContain("s3cret");
  });

  test("lets no name break a line or turn the text around", () => {
    const endpoint = { name: "Pay\r\nBcc: x@y.example\u2028\u202egnp", url: "https://hooks.example.com/" };
    const { subject, text } = composeMail({ ...failing, endpoint, tenantName: "A\nB" });
    expect(subject).toBe("[Posthouse] Pay Bcc: x@y.example gnp keeps failing");
    expect(text).toContain("an admin of A B in Posthouse");
    expect(text).not.toContain("\u202e");
  });
});
