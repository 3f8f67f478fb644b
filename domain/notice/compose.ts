import { failingFacts, type MailedKind, suspendedFacts } from "./schema.ts";

/** What a mail is about, in words; `pageUrl` shows the endpoint in the dashboard. */
export type MailSubject = {
  kind: MailedKind;
  facts: unknown;
  endpoint: { name: string; url: string };
  appName: string;
  tenantName: string;
  pageUrl: string;
};

/** The mail of a notice: a subject of one line, and plain text. */
export function composeMail(about: MailSubject): { subject: string; text: string } {
  const name = endpointName(about.endpoint);
  const { subject, lines } = about.kind === "endpoint.failing" ? failing(about, name) : suspended(about, name);
  const footer = `You get this mail because you are an admin of ${oneLine(about.tenantName)} in Posthouse.`;
  const place = [
    `Receiver: ${withoutSecrets(about.endpoint.url)}`,
    `App: ${oneLine(about.appName)}`,
    `Endpoint: ${about.pageUrl}`,
  ];
  const text = [...lines, "", ...place, "", "-- ", footer, ""].join("\n");
  return { subject: `[Posthouse] ${subject}`, text };
}

type Words = { subject: string; lines: string[] };

function failing({ facts }: MailSubject, name: string): Words {
  const { consecutiveFailures, failingSince, suspendsAt, percent, lastResponseCode } = failingFacts.parse(facts);
  const answer = lastResponseCode === null ? "gave no answer" : `answered ${lastResponseCode}`;
  return {
    subject: `${name} keeps failing`,
    lines: [
      `The endpoint ${name} has failed ${consecutiveFailures} times in a row since ${utc(failingSince)}.`,
      `The last time its receiver ${answer}.`,
      "",
      `If nothing gets through, Posthouse suspends it${suspendsAt ? ` on ${utc(suspendsAt)}` : ""}; ${percent} % of the way is gone.`,
      "One success ends this. Events for a suspended endpoint are kept and wait until it is resumed.",
    ],
  };
}

function suspended({ facts }: MailSubject, name: string): Words {
  const why = suspendedFacts.parse(facts);
  const reason =
    why.reason === "gone"
      ? "Its receiver answered 410, which means that it is gone for good."
      : `It had failed ${why.consecutiveFailures} times in a row since ${utc(why.failingSince)}.`;
  return {
    subject: `${name} is suspended`,
    lines: [
      `Posthouse has suspended the endpoint ${name}: nothing is sent to it any more.`,
      reason,
      "",
      "Events for it are kept and wait. Once the receiver works again, resume the endpoint, and they go out.",
    ],
  };
}

/** One without a name goes by its host. */
function endpointName({ name, url }: MailSubject["endpoint"]): string {
  return oneLine(name) || new URL(url).host;
}

/** A URL may carry credentials in its query, and mail is read in many places. */
function withoutSecrets(url: string): string {
  const { origin, pathname, search } = new URL(url);
  return `${origin}${pathname}${search === "" ? "" : "?…"}`;
}

/** Names come from people: no line break or invisible character of theirs may shape the mail. */
function oneLine(text: string): string {
  return text.replace(/[\p{C}\p{Z}]+/gu, " ").trim();
}

/** 2026-01-31 12:00 UTC */
function utc(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
