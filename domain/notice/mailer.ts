import { createTransport } from "nodemailer";

export type Mail = { to: string; subject: string; text: string; messageId: string };

/**
 * What became of a mail. Refused: it has not left, and `isFinal` says that it never will. Unknown: the connection broke,
 * and the server may have taken it.
 */
export type Sent =
  | { kind: "sent" }
  | { kind: "refused"; isFinal: boolean; reason: string }
  | { kind: "unknown"; reason: string };

export type Mailer = {
  /** Throws where the mail server does not answer or does not let us in. */
  check: () => Promise<void>;
  send: (mail: Mail) => Promise<Sent>;
};

/** How long a mail server may take to be there, for each of its answers, and for a whole mail. */
const CONNECT_MS_MAX = 5_000;
const ANSWER_MS_MAX = 10_000;
const MAIL_MS_MAX = 12_000;

/** Sends through `smtpUrl`. Its parameter `from` names the sender; else it is posthouse@ the dashboard's host. */
export function createMailer(smtpUrl: string, { publicUrl }: { publicUrl: string }): Mailer {
  const url = new URL(smtpUrl);
  const from = url.searchParams.get("from") ?? `Posthouse <posthouse@${new URL(publicUrl).hostname}>`;
  url.searchParams.delete("from");
  const timeouts = {
    dnsTimeout: CONNECT_MS_MAX,
    connectionTimeout: CONNECT_MS_MAX,
    greetingTimeout: CONNECT_MS_MAX,
    socketTimeout: ANSWER_MS_MAX,
  };
  const transport = createTransport({ url: url.href, ...timeouts, disableFileAccess: true, disableUrlAccess: true });
  return {
    check: async () => {
      await transport.verify();
    },
    send: async (mail) => {
      try {
        await transport.sendMail({ ...mail, from, signal: AbortSignal.timeout(MAIL_MS_MAX), headers: AUTOMATIC });
        return { kind: "sent" };
      } catch (error) {
        return failureOf(error);
      }
    },
  };
}

/** So that nobody's out-of-office note answers it (RFC 3834). */
const AUTOMATIC = { "auto-submitted": "auto-generated" };

function failureOf(error: unknown): Sent {
  const reason = error instanceof Error ? error.message : "The mail server could not be asked.";
  const { responseCode, permanent, command } = factsOf(error);
  if (typeof responseCode === "number") return { kind: "refused", isFinal: permanent === true, reason };
  // An address that no server would be asked about.
  if (command === "API") return { kind: "refused", isFinal: true, reason };
  return { kind: "unknown", reason };
}

function factsOf(error: unknown): { responseCode?: unknown; permanent?: unknown; command?: unknown } {
  return typeof error === "object" && error !== null ? error : {};
}
